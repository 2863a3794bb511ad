package dev.provision.vsphere;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Files to hosts over https, with the connection's TLS policy or a host's pinned certificate. A
 * transfer may take as long as it moves; what is limited is silence. A lease's address is a key to
 * it, so messages name its host and its last part only. Safe for many threads.
 */
public final class HttpsFiles implements FileWires {
  private static final long MAX_ANSWER_BYTES = 1 << 20;
  private static final int MAX_WORDS = 200;

  private final Endpoint server;
  private final HttpClient ofTheConnection;
  private final Map<String, HttpClient> pinned = new ConcurrentHashMap<>();
  private final Duration connectTimeout;
  private final Duration silence;

  /**
   * @param host of the connection, which stands for the {@code *} in an ESXi host's own addresses
   * @param silence the longest time in which nothing moves
   * @throws TransportFailure when the TLS policy cannot be used
   */
  public HttpsFiles(String host, int port, TlsPolicy tls, Duration connectTimeout, Duration silence)
      throws TransportFailure {
    this.server = new Endpoint(host, port);
    this.connectTimeout = connectTimeout;
    this.silence = silence;
    this.ofTheConnection = client(TlsContext.of(tls));
  }

  private HttpClient client(TlsContext tls) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(connectTimeout)
        .proxy(HttpClient.Builder.NO_PROXY)
        .sslContext(tls.context())
        .build();
  }

  @Override
  public void send(
      URI to,
      String method,
      String contentType,
      Optional<String> thumbprint,
      InputStream body,
      long length)
      throws IOException, InterruptedException {
    URI target = reachable(to);
    SentBody counted = new SentBody(body);
    BodyPublisher stream = BodyPublishers.ofInputStream(() -> counted);
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .method(method, length < 0 ? stream : BodyPublishers.fromPublisher(stream, length))
            .header("Content-Type", contentType)
            .build();
    HttpResponse<byte[]> answer = exchange(request, counted, thumbprint);
    if (answer.statusCode() / 100 != 2) {
      throw refusal(target, answer);
    }
  }

  /** With the connection's host for {@code *}, as {@code HttpNfcLeaseDeviceUrl.url} asks for. */
  private URI reachable(URI to) throws IOException {
    if (!"https".equals(to.getScheme())) {
      throw new FileRefusal(
          0,
          "the address for `"
              + lastPart(to)
              + "` begins with "
              + to.getScheme()
              + "://, without encryption; nothing was sent");
    }
    String authority = String.valueOf(to.getRawAuthority());
    if (authority.startsWith("*")) {
      String port = authority.substring(1);
      String host = port.isEmpty() ? server.toString() : server.written() + port;
      return URI.create("https://" + host + to.getRawPath());
    }
    if (to.getHost() == null) {
      throw new FileRefusal(
          0,
          "the address for `"
              + lastPart(to)
              + "` is on `"
              + authority
              + "`, which cannot be a host's name (an underscore is none of its characters): give"
              + " the host a proper one in vCenter; nothing was sent");
    }
    return to;
  }

  private HttpClient client(Optional<String> thumbprint) throws IOException {
    if (thumbprint.isEmpty()) {
      return ofTheConnection;
    }
    HttpClient known = pinned.get(thumbprint.get());
    if (known != null) {
      return known;
    }
    HttpClient made = client(TlsContext.pinnedTo(thumbprint.get()));
    HttpClient before = pinned.putIfAbsent(thumbprint.get(), made);
    return before == null ? made : before;
  }

  private HttpResponse<byte[]> exchange(
      HttpRequest request, SentBody body, Optional<String> thumbprint)
      throws IOException, InterruptedException {
    Endpoint at = endpoint(request.uri());
    CompletableFuture<HttpResponse<byte[]>> answer =
        client(thumbprint).sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES));
    try {
      while (true) {
        long before = body.sent();
        try {
          return answer.get(silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (body.sent() == before) {
            throw new IOException(at + " took nothing for " + text(silence) + after(before), e);
          }
        }
      }
    } catch (ExecutionException e) {
      TransportFailure why = Unreachable.because(e, at, connectTimeout, body.sent() > 0);
      throw new TransportFailure(
          why.layer(), why.getMessage() + after(body.sent()), why.maybeSent(), e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static String after(long bytes) {
    return bytes == 0 ? "" : ", after " + bytes + " bytes";
  }

  private static FileRefusal refusal(URI target, HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    if (status / 100 == 3) {
      return new FileRefusal(
          status,
          endpoint(target)
              + " redirects `"
              + lastPart(target)
              + "` to "
              + answer.headers().firstValue("Location").map(HttpsFiles::shown).orElse("nowhere")
              + " ("
              + status
              + "), and a file is sent to no other address; is a proxy in between");
    }
    String words = words(answer.body());
    return new FileRefusal(
        status,
        endpoint(target)
            + " refused `"
            + lastPart(target)
            + "` with status "
            + status
            + (words.isEmpty() ? "" : ": " + words));
  }

  /** A text or an HTML page in one line. */
  private static String words(byte[] body) {
    String text =
        new String(body, StandardCharsets.UTF_8)
            .replaceAll("(?is)<(style|script|title)\\b.*?</\\1>|<[^>]*>", " ")
            .replaceAll("[\\s\\p{Cntrl}]+", " ")
            .strip();
    return text.length() <= MAX_WORDS ? text : text.substring(0, MAX_WORDS) + "...";
  }

  /** Without what may be a key: query and path. */
  private static String shown(String location) {
    try {
      URI uri = URI.create(location);
      return uri.getRawAuthority() == null
          ? "another path"
          : uri.getScheme() + "://" + uri.getRawAuthority();
    } catch (IllegalArgumentException e) {
      return "an address that cannot be read";
    }
  }

  private static Endpoint endpoint(URI uri) {
    return new Endpoint(uri.getHost(), uri.getPort() < 0 ? 443 : uri.getPort());
  }

  private static String lastPart(URI uri) {
    String path = String.valueOf(uri.getPath());
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
