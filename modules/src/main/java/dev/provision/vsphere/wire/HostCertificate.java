package dev.provision.vsphere.wire;

import dev.provision.spi.ModuleException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The certificate with which an ESXi host answers, in the forms in which servers want it: vCenter
 * up to 8 takes its SHA-1 ({@code HostConnectSpec.sslThumbprint}), 9 the whole as PEM ({@code
 * HostConnectSpec.sslCertificate}) and no thumbprint any more (pyvmomi issue 1098).
 *
 * @param encoded its DER bytes
 */
public record HostCertificate(byte[] encoded) {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** The port of the SDK of every ESXi host. */
  private static final int PORT = 443;

  public HostCertificate {
    encoded = encoded.clone();
  }

  /**
   * What a host answers with, verified by nobody: the caller compares it.
   *
   * @throws ModuleException UNREACHABLE, with the layer that failed
   */
  public static HostCertificate of(String address, Duration timeout) throws ModuleException {
    int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, PORT), millis);
      plain.setSoTimeout(millis);
      SSLContext any =
          TlsContext.of(new TlsPolicy(Optional.empty(), Optional.empty(), true)).context();
      try (SSLSocket socket =
          (SSLSocket) any.getSocketFactory().createSocket(plain, address, PORT, true)) {
        socket.startHandshake();
        Certificate own = socket.getSession().getPeerCertificates()[0];
        return new HostCertificate(own.getEncoded());
      }
    } catch (TransportFailure e) {
      throw Faults.translate(e);
    } catch (CertificateEncodingException e) {
      throw unreachable("TLS: " + address + " has a certificate that cannot be read", e);
    } catch (UnknownHostException e) {
      throw unreachable("DNS: " + address + " is not known", e);
    } catch (IOException e) {
      throw unreachable("TCP or TLS: " + address + ":" + PORT + ": " + e.getMessage(), e);
    }
  }

  private static ModuleException unreachable(String why, Exception cause) {
    return new ModuleException(ModuleException.Kind.UNREACHABLE, why, cause);
  }

  /** Upper-case hex with colons. */
  public String sha256() {
    return Thumbprint.of("SHA-256", encoded).hex();
  }

  /** Upper-case hex with colons. */
  public String sha1() {
    return Thumbprint.of("SHA-1", encoded).hex();
  }

  public String pem() {
    return "-----BEGIN CERTIFICATE-----\n"
        + LINES.encodeToString(encoded)
        + "\n-----END CERTIFICATE-----\n";
  }

  /**
   * Whether it is the one that a thumbprint names.
   *
   * @param thumbprint SHA-256 in hex, with colons or without
   */
  public boolean is(Thumbprint thumbprint) {
    return Thumbprint.of(thumbprint.algorithm(), encoded).equals(thumbprint);
  }
}
