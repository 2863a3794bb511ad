package dev.provision.vsphere.wire;

import dev.provision.vsphere.wire.TransportFailure.Layer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests to one server over HTTP/1.1 and TLS, connections kept alive, redirects never followed.
 * The read timeout is one of silence, not of the whole: a long answer that still arrives is waited
 * for. Safe for many threads.
 */
public final class HttpLink {
  static {
    // the JDK keeps idle connections for 20 minutes, firewalls on the way drop them silently in
    // less, and the property is the only way to say so; it must be set before the first client
    if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
      System.setProperty("jdk.httpclient.keepalive.timeout", "30");
    }
  }

  private final HttpClient client;
  private final Endpoint endpoint;
  private final Duration connectTimeout;

  public HttpLink(Endpoint endpoint, TlsContext tls, Duration connectTimeout) {
    this.endpoint = endpoint;
    this.connectTimeout = connectTimeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .proxy(HttpClient.Builder.NO_PROXY)
            .sslContext(tls.context())
            .build();
  }

  /**
   * @param limit bytes above which an answer is refused
   * @param silence the longest time without a byte
   */
  public HttpResponse<byte[]> send(HttpRequest request, long limit, Duration silence)
      throws TransportFailure {
    BoundedBody body = new BoundedBody(limit);
    CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> body);
    try {
      while (true) {
        long before = body.received();
        try {
          return answer.get(silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (body.received() == before) {
            answer.cancel(true);
            throw new TransportFailure(
                Layer.HTTP,
                endpoint + " was silent for " + text(silence) + " while an answer was due",
                begun(request),
                e);
          }
        }
      }
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new TransportFailure(
          Layer.HTTP, "interrupted while waiting for " + endpoint, begun(request), e);
    } catch (ExecutionException e) {
      if (body.isOverLimit()) {
        throw new TransportFailure(
            Layer.HTTP,
            endpoint + " sends an answer larger than " + (limit >> 20) + " MiB; refused",
            begun(request),
            e);
      }
      throw Unreachable.because(e, endpoint, connectTimeout, begun(request));
    }
  }

  /** A body in UTF-8, of which a failure says whether sending it had begun. */
  public static HttpRequest.BodyPublisher body(String text) {
    return new MarkedBody(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the server may have been told to do something: a request without body only asks. */
  private static boolean begun(HttpRequest request) {
    HttpRequest.BodyPublisher body = request.bodyPublisher().orElse(null);
    return body instanceof MarkedBody ? ((MarkedBody) body).begun() : body != null;
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
