package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.schema.Recordings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedVersionsTest {
  /** The recorded lists name the newest first. */
  private static final Pattern NEWEST_NUMBER =
      Pattern.compile("(?s)<name>urn:vim25</name>.*?<version>(\\d+(\\.\\d+)*)</version>");

  @TempDir Path folder;

  @Test
  void theNewestNumberOfARealServersListIsAskedFor() throws Exception {
    List<Path> lists = Recordings.given().versions();
    assertThat(lists).isNotEmpty();
    SSLContext tls = new TestCertificate(folder, "localhost", "-validity", "30").serverContext();
    for (Path file : lists) {
      String document = Files.readString(file);
      Matcher newest = NEWEST_NUMBER.matcher(document);
      assertThat(newest.find()).isTrue();
      try (ScriptedServer server =
              ScriptedServer.tls(tls, (x, request) -> ScriptedServer.send(x, 200, document));
          SoapTransport transport = new SoapTransport(options(server.port()))) {
        assertThat(transport.version())
            .as(file.getFileName().toString())
            .hasToString(newest.group(1));
      }
    }
    System.out.printf("recorded lists of versions: %d read%n", lists.size());
  }

  private static SoapOptions options(int port) {
    return new SoapOptions(
        "localhost",
        port,
        new TlsPolicy(Optional.empty(), Optional.empty(), true),
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        "",
        List.of());
  }
}
