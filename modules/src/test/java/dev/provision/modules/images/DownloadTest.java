package dev.provision.modules.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.provision.modules.images.file.ImageFiles;
import dev.provision.modules.images.file.RemoteFile;
import dev.provision.vsphere.wire.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final byte[] BYTES = new byte[300_000];

  @TempDir Path folder;
  private HttpServer server;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/whole", exchange -> answer(exchange, 200, BYTES.length, BYTES.length));
    server.createContext("/cut", exchange -> answer(exchange, 200, BYTES.length, 1000));
    server.createContext("/none", exchange -> answer(exchange, 404, -1, 0));
    server.createContext("/unsaid", exchange -> answer(exchange, 200, -1, 0));
    server.createContext("/silent", exchange -> await());
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/whole");
          answer(exchange, 302, -1, 0);
        });
    server.start();
  }

  private void await() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, long says, int sends)
      throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("HEAD") && says > 0) {
        exchange.getResponseHeaders().add("Content-Length", String.valueOf(says));
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      exchange.sendResponseHeaders(status, says);
      if (sends > 0) {
        exchange.getResponseBody().write(BYTES, 0, sends);
        exchange.getResponseBody().flush();
      }
    }
  }

  @AfterEach
  void stop() {
    ended.countDown();
    server.stop(0);
  }

  private RemoteFile remote(String path, String sha256) {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return remote(uri, sha256, Optional.empty());
  }

  private RemoteFile remote(URI uri, String sha256, Optional<Path> caFile) {
    Path cache = folder.resolve("cache/" + sha256);
    return new RemoteFile(uri, uri.toString(), sha256, cache, "site.yml:4:13", caFile);
  }

  private void fetch(RemoteFile remote) throws IOException, InterruptedException {
    new Download(Duration.ofSeconds(1))
        .fetch(remote, (percent, what) -> progress.add(percent + " " + what));
  }

  private static String sha256() {
    return HexFormat.of().formatHex(ImageFiles.sha256().digest(BYTES));
  }

  @Test
  void keepsWhatHasTheHashThatWasSaid() throws Exception {
    RemoteFile remote = remote("/moved", sha256());
    Files.createDirectories(remote.cache().getParent());
    // of a run that was killed
    Files.writeString(remote.cache().resolveSibling(sha256() + ".part"), "half");

    fetch(remote);

    assertThat(remote.cache()).hasBinaryContent(BYTES);
    assertThat(folder.resolve("cache").toFile().list()).containsExactly(sha256());
    assertThat(progress).contains("-1 downloading 0.3 MiB");
  }

  private RemoteSize size(String path) {
    return new Download().size(remote(path, sha256()));
  }

  @Test
  void asksHowLargeAFileIsAndSaysWhyItIsNotKnown() {
    assertThat(size("/moved")).isEqualTo(new RemoteSize(OptionalLong.of(BYTES.length), ""));
    assertThat(size("/none"))
        .isEqualTo(new RemoteSize(OptionalLong.empty(), "the server answered with status 404"));
    assertThat(size("/unsaid"))
        .isEqualTo(new RemoteSize(OptionalLong.empty(), "the server does not say"));
    RemoteFile silent = remote("/silent", sha256());
    assertThat(RemoteSize.of(HttpClient.newHttpClient(), silent.uri(), Duration.ofMillis(20)))
        .isEqualTo(new RemoteSize(OptionalLong.empty(), "the server did not answer in 0 s"));
    ended.countDown();
    server.stop(0);
    assertThat(size("/whole").why()).isNotEmpty();
  }

  @Test
  void asksForTheSizeOfAFileOnce() {
    Download download = new Download();
    RemoteFile remote = remote("/whole", sha256());
    RemoteSize first = download.size(remote);
    server.stop(0);

    assertThat(download.size(remote)).isEqualTo(first);
  }

  @Test
  void keepsNothingOfWhatIsAnotherFileNotThereCutOffOrSilent() {
    String other = "ab".repeat(32);

    assertThatThrownBy(() -> fetch(remote("/whole", other)))
        .hasMessage(
            "what came has sha256 "
                + sha256()
                + ", site.yml:4:13 says "
                + other
                + "; correct the playbook if the file was replaced on purpose, else see who did"
                + " it");
    assertThatThrownBy(() -> fetch(remote("/none", sha256())))
        .hasMessage("the server answered with status 404");
    assertThatThrownBy(() -> fetch(remote("/cut", sha256()))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> fetch(remote("/silent", sha256()))).hasMessage("nothing came for 1 s");

    assertThat(folder.resolve("cache").toFile().list()).isEmpty();
  }

  @Test
  void trustsTheAuthorityThatThePlaybookNamesAndNoOther() throws Exception {
    TestCertificate ours = new TestCertificate(folder, "localhost");
    TestCertificate other = new TestCertificate(folder, "localhost");
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(ours.serverContext()));
    https.createContext("/", exchange -> answer(exchange, 200, BYTES.length, BYTES.length));
    https.start();
    try {
      URI uri = URI.create("https://localhost:" + https.getAddress().getPort() + "/disk");
      RemoteFile wrong = remote(uri, sha256(), Optional.of(other.caFile()));
      assertThatThrownBy(() -> fetch(wrong)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> fetch(remote(uri, sha256(), Optional.empty())))
          .isInstanceOf(IOException.class);
      RemoteFile trusted = remote(uri, sha256(), Optional.of(ours.caFile()));

      assertThat(new Download().size(trusted).bytes()).hasValue(BYTES.length);
      fetch(trusted);

      assertThat(trusted.cache()).hasBinaryContent(BYTES);
    } finally {
      https.stop(0);
    }
  }
}
