package dev.provision.vsphere.wire;

import dev.provision.vsphere.wire.TransportFailure.Layer;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/**
 * Tells from the JDK's many exceptions which layer on the way to a server failed, and what to look
 * at.
 */
public final class Unreachable {
  private Unreachable() {}

  /**
   * @param sent whether sending the request's body had begun
   */
  public static TransportFailure because(
      Throwable e, Endpoint at, Duration connectTimeout, boolean sent) {
    if (find(e, UnresolvedAddressException.class) != null
        || find(e, UnknownHostException.class) != null) {
      return new TransportFailure(
          Layer.DNS, "the name `" + at.host() + "` is not known to DNS", false, e);
    }
    if (find(e, HttpConnectTimeoutException.class) != null) {
      return silent(e, at, connectTimeout);
    }
    if (find(e, NoRouteToHostException.class) != null || words(e).contains("unreachable")) {
      return new TransportFailure(Layer.TCP, "there is no route to " + at, false, e);
    }
    if (find(e, ConnectException.class) != null) {
      return new TransportFailure(
          Layer.TCP, at + " refuses the connection; is the port right, is the server up", false, e);
    }
    SSLException tls = find(e, SSLException.class);
    if (tls != null) {
      return tls(tls, at, sent);
    }
    return new TransportFailure(
            Layer.HTTP,
            at + " broke the connection off before the answer was whole: " + words(e),
            sent,
            e)
        .thatMayPass();
  }

  /** Neither TCP nor TLS finished in time; a second attempt tells which. */
  private static TransportFailure silent(Throwable e, Endpoint at, Duration connectTimeout) {
    String within = " within " + connectTimeout.toSeconds() + " s";
    switch (PlainProbe.look(at)) {
      case PLAIN_HTTP:
        return plainHttp(e, at);
      case CONNECTS:
        return new TransportFailure(
            Layer.TLS,
            at + " took the connection, but did not answer the TLS handshake" + within,
            false,
            e);
      default:
        return new TransportFailure(
            Layer.TCP,
            at
                + " did not take the connection"
                + within
                + "; is the address right, is a firewall in between",
            false,
            e);
    }
  }

  private static TransportFailure plainHttp(Throwable e, Endpoint at) {
    return new TransportFailure(
        Layer.TLS, at + " speaks plain http, not TLS; vCenter's https port is 443", false, e);
  }

  private static TransportFailure tls(SSLException e, Endpoint at, boolean sent) {
    UntrustedCertificate untrusted = find(e, UntrustedCertificate.class);
    if (untrusted != null) {
      return new TransportFailure(Layer.TLS, at + ": " + untrusted.getMessage(), false, e);
    }
    // JSSE has no type of its own for an answer that is no TLS record
    if (words(e).contains("recognized SSL message")) {
      if (PlainProbe.look(at) == PlainProbe.Finding.PLAIN_HTTP) {
        return plainHttp(e, at);
      }
      return new TransportFailure(Layer.TLS, at + " does not speak TLS", false, e);
    }
    TransportFailure failure =
        new TransportFailure(
            Layer.TLS,
            at + (sent ? ": TLS failed: " : ": the TLS handshake failed: ") + words(e),
            sent,
            e);
    return find(e, SocketException.class) == null ? failure : failure.thatMayPass();
  }

  private static String words(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (!(each instanceof ExecutionException)
          && each.getMessage() != null
          && !each.getMessage().isBlank()) {
        return each.getMessage();
      }
    }
    return deepest.getClass().getSimpleName();
  }

  private static <T extends Throwable> T find(Throwable e, Class<T> type) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return type.cast(each);
      }
    }
    return null;
  }
}
