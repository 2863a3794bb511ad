package dev.provision.vsphere.files;

import dev.provision.vsphere.wire.Endpoint;
import dev.provision.vsphere.wire.TlsContext;
import dev.provision.vsphere.wire.TlsPolicy;
import dev.provision.vsphere.wire.TransportFailure;
import dev.provision.vsphere.wire.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Sends files to hosts over https, with the connection's TLS policy or a host's pinned certificate.
 * A transfer may take any time while data moves; only silence is limited. A lease's address is a
 * key to it, so messages name its host and its last part only. Safe for many threads.
 */
public final class HttpsFiles implements FileWires {
  private static final int MAX_WORDS = 200;

  private final Endpoint server;
  private final TlsContext ofTheConnection;
  private final Map<String, TlsContext> pinned = new ConcurrentHashMap<>();
  private final Duration connectTimeout;
  private final Duration silence;
  private final FolderSession session;

  /**
   * @param host of the connection, which stands for the {@code *} in an ESXi host's own addresses
   * @param silence the longest time in which nothing moves
   * @throws TransportFailure when the TLS policy cannot be used
   */
  public HttpsFiles(String host, int port, TlsPolicy tls, Duration connectTimeout, Duration silence)
      throws TransportFailure {
    this(host, port, tls, connectTimeout, silence, FolderSession.NONE);
  }

  /**
   * @param session lets {@code /folder} requests in; no other request carries its cookie
   * @throws TransportFailure when the TLS policy cannot be used
   */
  public HttpsFiles(
      String host,
      int port,
      TlsPolicy tls,
      Duration connectTimeout,
      Duration silence,
      FolderSession session)
      throws TransportFailure {
    this.server = new Endpoint(host, port);
    this.connectTimeout = connectTimeout;
    this.silence = silence;
    this.session = session;
    this.ofTheConnection = TlsContext.of(tls);
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
    boolean folder = isFolder(to);
    long generation = session.generation();
    String cookie = folder ? session.cookie().map(c -> "Cookie: " + c + "\r\n").orElse("") : "";
    String head =
        method
            + " "
            + target.getRawPath()
            + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery())
            + " HTTP/1.1\r\nHost: "
            + target.getRawAuthority()
            + "\r\nUser-Agent: provision\r\nConnection: close\r\nContent-Type: "
            + contentType
            + (length < 0 ? "\r\nTransfer-Encoding: chunked" : "\r\nContent-Length: " + length)
            + "\r\n"
            + cookie
            + "\r\n";
    FileAnswer answer =
        answer(
            new FileExchange(
                endpoint(target), tls(thumbprint), connectTimeout, head, counted, length),
            endpoint(target),
            counted);
    if (folder && answer.status() == 401) {
      session.renew(generation);
      throw new FileRefusal(
          401,
          endpoint(target)
              + " does not know the session any more (401) after "
              + counted.sent()
              + " bytes of `"
              + lastPart(target)
              + "`");
    }
    if (answer.status() / 100 != 2) {
      throw refusal(target, answer);
    }
    if (counted.sent() < length) {
      throw new FileRefusal(
          answer.status(),
          endpoint(target)
              + " answered with status "
              + answer.status()
              + " after "
              + counted.sent()
              + " of the "
              + length
              + " bytes of `"
              + lastPart(target)
              + "` that were sent to it: it did not take them; is a proxy in between");
    }
  }

  /** Compares with the name that we connected to, and with the addresses that this name has. */
  @Override
  public boolean isServer(String host) {
    if (server.host().equalsIgnoreCase(host)) {
      return true;
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(server.host())) {
        if (address.getHostAddress().equalsIgnoreCase(host)) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether it is a datastore's file at the connection's own host. */
  private static boolean isFolder(URI to) {
    return "*".equals(to.getRawAuthority()) && to.getRawPath().startsWith("/folder/");
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
      String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
      return URI.create("https://" + host + to.getRawPath() + query);
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

  private SSLContext tls(Optional<String> thumbprint) throws IOException {
    if (thumbprint.isEmpty()) {
      return ofTheConnection.context();
    }
    TlsContext known = pinned.get(thumbprint.get());
    if (known == null) {
      known = TlsContext.pinnedTo(thumbprint.get());
      pinned.put(thumbprint.get(), known);
    }
    return known.context();
  }

  private FileAnswer answer(FileExchange exchange, Endpoint at, SentBody body)
      throws IOException, InterruptedException {
    CompletableFuture<FileAnswer> answer = exchange.start();
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
      exchange.cancel();
    }
  }

  private static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static String after(long bytes) {
    return bytes == 0 ? "" : ", after " + bytes + " bytes";
  }

  private static FileRefusal refusal(URI target, FileAnswer answer) {
    int status = answer.status();
    if (status / 100 == 3) {
      return new FileRefusal(
          status,
          endpoint(target)
              + " redirects `"
              + lastPart(target)
              + "` to "
              + answer.header("location").map(HttpsFiles::shown).orElse("nowhere")
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
