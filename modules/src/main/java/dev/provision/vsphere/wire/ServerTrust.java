package dev.provision.vsphere.wire;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides on a server's certificate, in one of three ways, and refuses in an operator's words. It
 * extends the class that JSSE leaves the host name to: a plain {@code X509TrustManager} would be
 * wrapped in JSSE's own check, which {@code HttpClient} can only turn off for the whole process.
 */
final class ServerTrust extends X509ExtendedTrustManager {
  private final Optional<X509ExtendedTrustManager> authorities;
  private final Optional<Thumbprint> pin;

  private ServerTrust(Optional<X509ExtendedTrustManager> authorities, Optional<Thumbprint> pin) {
    this.authorities = authorities;
    this.pin = pin;
  }

  /**
   * Trusts a certificate that one of the authorities issued for the host that we asked, and that is
   * in date.
   */
  static ServerTrust verified(X509ExtendedTrustManager authorities) {
    return new ServerTrust(Optional.of(authorities), Optional.empty());
  }

  /** Trusts this one certificate, whatever it says. */
  static ServerTrust pinned(Thumbprint pin) {
    return new ServerTrust(Optional.empty(), Optional.of(pin));
  }

  /** Trusts any certificate; the connection is still TLS. */
  static ServerTrust anyone() {
    return new ServerTrust(Optional.empty(), Optional.empty());
  }

  /** One of the ways in which JSSE asks for the check. */
  @FunctionalInterface
  private interface Check {
    void run(X509ExtendedTrustManager authorities) throws CertificateException;
  }

  private void check(X509Certificate[] chain, String authType, String host, Check check)
      throws CertificateException {
    X509Certificate leaf = chain[0];
    if (pin.isPresent() && !pin.get().matches(leaf)) {
      throw new UntrustedCertificate(
          "the certificate is not the pinned one: pinned is "
              + pin.get().hex()
              + ", the server has "
              + described(leaf)
              + "; it was renewed, or somebody is in between",
          null);
    }
    if (authorities.isEmpty()) {
      return;
    }
    try {
      check.run(authorities.get());
    } catch (CertificateException e) {
      throw new UntrustedCertificate(reason(chain, authType, host, e), e);
    }
  }

  private String reason(
      X509Certificate[] chain, String authType, String host, CertificateException e) {
    X509Certificate leaf = chain[0];
    if (caused(e, CertificateExpiredException.class)) {
      return "the certificate expired on " + leaf.getNotAfter().toInstant() + fix(leaf);
    }
    if (caused(e, CertificateNotYetValidException.class)) {
      return "the certificate is not valid before "
          + leaf.getNotBefore().toInstant()
          + "; is the clock here right"
          + fix(leaf);
    }
    if (trustedByItself(chain, authType)) {
      return "the certificate is not for `" + host + "`: " + e.getMessage() + fix(leaf);
    }
    boolean unknownIssuer = caused(e, CertPathBuilderException.class);
    return "the certificate is not trusted: "
        + (unknownIssuer ? "no known authority issued it" : e.getMessage())
        + fix(leaf);
  }

  private boolean trustedByItself(X509Certificate[] chain, String authType) {
    try {
      authorities.orElseThrow().checkServerTrusted(chain, authType);
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  private static String fix(X509Certificate leaf) {
    return "; it is "
        + described(leaf)
        + "; name its authority with `ca_file`, or pin it with `thumbprint: "
        + Thumbprint.sha256(leaf).hex()
        + "` after comparing it on the server";
  }

  private static String described(X509Certificate leaf) {
    return "`"
        + leaf.getSubjectX500Principal().getName()
        + "` issued by `"
        + leaf.getIssuerX500Principal().getName()
        + "`, SHA-256 "
        + Thumbprint.sha256(leaf).hex();
  }

  private static boolean caused(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(
        chain, authType, engine.getPeerHost(), a -> a.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(
        chain,
        authType,
        ((SSLSocket) socket).getHandshakeSession().getPeerHost(),
        a -> a.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    // without a connection no host name is known, so nothing could be verified
    throw new CertificateException("a certificate is only judged on its connection");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("we are no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
