package dev.provision.modules.images;

import dev.provision.modules.images.file.ImageFiles;
import dev.provision.modules.images.file.RemoteFile;
import dev.provision.spi.Progress;
import dev.provision.vsphere.wire.TlsContext;
import dev.provision.vsphere.wire.TlsPolicy;
import dev.provision.vsphere.wire.TransportFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches a remote file into its cache. Certificates are verified, with the playbook's authorities
 * if it names some, and a redirect from https to http is not followed. The data is written to a
 * file beside the cache, which is renamed once its hash is the declared one; what a killed run left
 * is overwritten. A transfer may take any time as long as data comes. Safe for many threads.
 */
public final class Download {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration HEAD = Duration.ofSeconds(5);

  private final Duration silence;
  private final Map<URI, RemoteSize> sizes = new ConcurrentHashMap<>();

  public Download() {
    this(SILENCE);
  }

  /**
   * @param silence how long no data may come before the download fails
   */
  public Download(Duration silence) {
    this.silence = silence;
  }

  /**
   * Synchronized, because two images of one playbook may be the same file: the second finds it in
   * the cache.
   */
  synchronized void fetch(RemoteFile remote, Progress progress)
      throws IOException, InterruptedException {
    Path part = remote.cache().resolveSibling(remote.cache().getFileName() + ".part");
    Files.createDirectories(remote.cache().getParent());
    Files.deleteIfExists(part);
    boolean whole = false;
    try {
      int status = get(remote, part, progress);
      if (status != 200) {
        throw new IOException("the server answered with status " + status);
      }
      String sha256 = ImageFiles.hash(List.of(part));
      if (!sha256.equals(remote.sha256())) {
        throw new WrongChecksum(sha256, remote);
      }
      Files.move(part, remote.cache(), StandardCopyOption.ATOMIC_MOVE);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(part);
      }
    }
  }

  /** The size that the server says; it is asked once for each file, with a short timeout. */
  RemoteSize size(RemoteFile remote) {
    return sizes.computeIfAbsent(remote.uri(), uri -> size(remote, uri));
  }

  private static RemoteSize size(RemoteFile remote, URI uri) {
    try {
      return RemoteSize.of(client(remote), uri, HEAD);
    } catch (TransportFailure e) {
      return RemoteSize.unknown(e.getMessage());
    }
  }

  /**
   * @throws TransportFailure if the file of authorities cannot be used
   */
  private static HttpClient client(RemoteFile remote) throws TransportFailure {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT);
    if (remote.caFile().isPresent()) {
      client.sslContext(
          TlsContext.of(new TlsPolicy(remote.caFile(), Optional.empty(), false)).context());
    }
    return client.build();
  }

  private int get(RemoteFile remote, Path part, Progress progress)
      throws IOException, InterruptedException {
    HttpClient client = client(remote);
    HttpRequest request = HttpRequest.newBuilder(remote.uri()).GET().build();
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(
            request,
            head -> {
              progress.at(
                  -1,
                  "downloading "
                      + total(head.headers().firstValueAsLong("Content-Length").orElse(-1)));
              return BodyHandlers.ofFile(part).apply(head);
            });
    try {
      return await(answer, part, progress);
    } finally {
      answer.cancel(true);
    }
  }

  private static String total(long bytes) {
    return bytes < 0 ? "" : Upload.mebibytes(bytes) + " MiB";
  }

  private int await(CompletableFuture<HttpResponse<Path>> answer, Path part, Progress progress)
      throws IOException, InterruptedException {
    long seen = -1;
    long looks = 0;
    while (true) {
      try {
        return answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      } catch (TimeoutException e) {
        long now = Files.exists(part) ? Files.size(part) : 0;
        looks = now == seen ? looks + 1 : 0;
        if (now != seen && now > 0) {
          progress.at(-1, "downloaded " + Upload.mebibytes(now) + " MiB");
        }
        seen = now;
        if (looks * LOOK.toMillis() >= silence.toMillis()) {
          throw new IOException("nothing came for " + silence.toSeconds() + " s", e);
        }
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        throw new IOException(
            cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(), e);
      }
    }
  }
}
