package dev.provision.vsphere.wire;

import dev.provision.diagnostic.FileTrouble;
import dev.provision.vsphere.wire.TransportFailure.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What a {@link TlsPolicy} means to the JDK: the same for SOAP, {@code /folder} and NFC leases.
 * Immutable; safe for many threads.
 */
public final class TlsContext {
  private final SSLContext context;

  private TlsContext(SSLContext context) {
    this.context = context;
  }

  /**
   * @throws TransportFailure of layer TLS, never sent, when the file of authorities or the
   *     thumbprint cannot be used
   */
  public static TlsContext of(TlsPolicy policy) throws TransportFailure {
    try {
      if (policy.thumbprint().isPresent()) {
        return pinnedTo(policy.thumbprint().get());
      }
      if (policy.insecure()) {
        return new TlsContext(context(ServerTrust.anyone()));
      }
      KeyStore authorities = policy.caFile().isPresent() ? read(policy.caFile().get()) : null;
      return new TlsContext(context(ServerTrust.verified(platform(authorities))));
    } catch (GeneralSecurityException e) {
      throw new TransportFailure(Layer.TLS, "TLS cannot be set up: " + e.getMessage(), false, e);
    }
  }

  /**
   * Trusts one certificate and no other: an ESXi host's, whose thumbprint a lease's device URL
   * names.
   *
   * @param thumbprint SHA-256 or SHA-1 in hex, with colons or without
   */
  public static TlsContext pinnedTo(String thumbprint) throws TransportFailure {
    try {
      return new TlsContext(context(ServerTrust.pinned(Thumbprint.parse(thumbprint))));
    } catch (IllegalArgumentException e) {
      throw new TransportFailure(Layer.TLS, e.getMessage(), false, e);
    }
  }

  /** For {@code HttpClient.Builder.sslContext}; needs no further settings. */
  public SSLContext context() {
    return context;
  }

  private static SSLContext context(TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static X509ExtendedTrustManager platform(KeyStore authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager) {
        return (X509ExtendedTrustManager) manager;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }

  private static KeyStore read(Path caFile) throws TransportFailure, GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    if (Files.exists(caFile) && !Files.isRegularFile(caFile)) {
      throw unusable(caFile, "it is not a file", null);
    }
    try (InputStream in = Files.newInputStream(caFile)) {
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (NoSuchFileException e) {
      throw unusable(caFile, "there is no such file", e);
    } catch (IOException e) {
      throw unusable(caFile, "it cannot be read: " + FileTrouble.words(e), e);
    } catch (CertificateException e) {
      throw unusable(caFile, "it is no PEM file of certificates", e);
    }
    if (certificates.isEmpty()) {
      throw unusable(caFile, "it holds no certificate", null);
    }
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      return store;
    } catch (IOException e) {
      throw new IllegalStateException("an empty key store could not be made", e);
    }
  }

  private static TransportFailure unusable(Path caFile, String why, Exception cause) {
    return new TransportFailure(
        Layer.TLS, "the ca_file `" + caFile + "` cannot be used: " + why, false, cause);
  }
}
