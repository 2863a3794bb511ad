package dev.provision.vsphere.doctor;

import com.vmware.vim25.AboutInfo;
import dev.provision.spi.Declaration;
import dev.provision.spi.Layer;
import dev.provision.spi.RunContext;
import dev.provision.vsphere.connection.Connection;
import dev.provision.vsphere.connection.FirstAnswer;
import dev.provision.vsphere.connection.Origins;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.wire.Endpoint;
import dev.provision.vsphere.wire.SoapTransport;
import dev.provision.vsphere.wire.Thumbprint;
import dev.provision.vsphere.wire.TlsContext;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.rmi.RemoteException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Checks the network layers up to the login. No request changes anything on the server. */
final class WireLayers {
  static final List<String> LAYERS = List.of("DNS", "TCP", "TLS", "HTTP", "SDK");

  private final Declaration<VcenterSpec> connection;
  private final VcenterSpec spec;
  private final Endpoint endpoint;
  private final RunContext run;

  WireLayers(Declaration<VcenterSpec> connection, RunContext run) {
    this.connection = connection;
    this.spec = connection.spec();
    this.endpoint = new Endpoint(spec.effectiveHost().orElseThrow(), spec.port());
    this.run = run;
  }

  void examine(Examination examination) {
    for (int i = 0; i < LAYERS.size(); i++) {
      if (!examination.isOpen()) {
        examination.skip(LAYERS.subList(i, LAYERS.size()));
        return;
      }
      String name = LAYERS.get(i);
      examination.gate(
          switch (name) {
            case "DNS" -> dns();
            case "TCP" -> tcp();
            case "TLS" -> tls();
            case "HTTP" -> http();
            case "SDK" -> sdk();
            default -> throw new AssertionError(name);
          });
    }
  }

  private Layer dns() {
    try {
      String addresses =
          Stream.of(InetAddress.getAllByName(endpoint.host()))
              .map(InetAddress::getHostAddress)
              .distinct()
              .collect(Collectors.joining(", "));
      return Layer.ok(
          "DNS",
          List.of(
              addresses.equals(endpoint.host())
                  ? endpoint.host() + " is an address"
                  : endpoint.host() + " is " + addresses));
    } catch (UnknownHostException e) {
      return failed(
          "DNS",
          "the name `" + endpoint.host() + "` is not known to DNS",
          "check the name, and whether this machine asks the right name servers",
          "host",
          "host_ip");
    }
  }

  private Layer tcp() {
    try (Socket socket = connected()) {
      return Layer.ok(
          "TCP",
          List.of(
              socket.getInetAddress().getHostAddress()
                  + ":"
                  + socket.getPort()
                  + " takes connections"));
    } catch (IOException e) {
      return failed("TCP", told(e), "", "host", "host_ip", "port");
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()),
          (int) spec.connectTimeout().toMillis());
      socket.setSoTimeout((int) spec.connectTimeout().toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e instanceof SocketTimeoutException ? slow(e) : e;
    }
  }

  private Layer tls() {
    String[] settings = {"host", "host_ip", "port", "ca_file", "thumbprint", "insecure"};
    try (Socket plain = connected();
        SSLSocket socket = secured(plain)) {
      socket.startHandshake();
      List<String> lines = new ArrayList<>();
      lines.add(
          socket.getSession().getProtocol()
              + ", "
              + (spec.thumbprint().isPresent()
                  ? "the certificate is the pinned one"
                  : spec.insecure()
                      ? "encrypted, but the certificate is not verified: insecure is true"
                      : "the certificate is trusted"));
      for (Certificate each : socket.getSession().getPeerCertificates()) {
        if (each instanceof X509Certificate certificate) {
          lines.add(described(certificate));
        }
      }
      return Layer.ok("TLS", lines);
    } catch (SocketTimeoutException e) {
      return failed("TLS", told(slow(e)), "", settings);
    } catch (IOException e) {
      return failed("TLS", told(e), "", settings);
    }
  }

  private SSLSocket secured(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            TlsContext.of(Connection.tls(spec))
                .context()
                .getSocketFactory()
                .createSocket(plain, endpoint.host(), endpoint.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static String described(X509Certificate certificate) {
    return "`"
        + certificate.getSubjectX500Principal().getName()
        + "` issued by `"
        + certificate.getIssuerX500Principal().getName()
        + "`, valid until "
        + certificate.getNotAfter().toInstant()
        + ", SHA-256 "
        + Thumbprint.sha256(certificate).hex();
  }

  /** As the JDK's HTTP client reports it, because {@link Unreachable} knows that exception. */
  private static HttpConnectTimeoutException slow(IOException e) {
    HttpConnectTimeoutException timeout = new HttpConnectTimeoutException(e.getMessage());
    timeout.initCause(e);
    return timeout;
  }

  private String told(IOException e) {
    return e instanceof TransportFailure failure
        ? failure.getMessage()
        : Unreachable.because(e, endpoint, spec.connectTimeout(), false).getMessage();
  }

  private Layer http() {
    try (SoapTransport transport = transport()) {
      return Layer.ok("HTTP", List.of(transport.saidOfVersions()));
    } catch (TransportFailure e) {
      boolean starting = e.getMessage().contains("(status 503)");
      return failed(
          "HTTP",
          e.getMessage(),
          starting ? "vpxd is starting or stopped: wait for it, or start it" : "",
          "host",
          "host_ip",
          "port");
    }
  }

  private Layer sdk() {
    try (SoapTransport transport = transport()) {
      AboutInfo about = FirstAnswer.of(transport).getAbout();
      return Layer.ok("SDK", List.of(text(about)));
    } catch (RemoteException e) {
      return failed(
          "SDK",
          endpoint + " answers, but not as a vCenter does: " + e.getMessage(),
          "give the address of the vCenter itself, not of a proxy or another service",
          "host",
          "host_ip",
          "port");
    }
  }

  static String text(AboutInfo about) {
    return about.getFullName()
        + ", API "
        + about.getApiVersion()
        + ("HostAgent".equals(about.getApiType()) ? ", an ESXi host" : "");
  }

  private SoapTransport transport() throws TransportFailure {
    return new SoapTransport(Connection.options(spec, endpoint.host(), run));
  }

  private Layer failed(String name, String reason, String fix, String... settings) {
    List<String> lines = new ArrayList<>(List.of(reason));
    lines.addAll(new Origins(connection).lines(List.of(settings)));
    return Layer.refused(name, lines, fix);
  }
}
