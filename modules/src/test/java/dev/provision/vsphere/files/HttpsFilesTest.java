package dev.provision.vsphere.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.vsphere.wire.ScriptedServer;
import dev.provision.vsphere.wire.TestCertificate;
import dev.provision.vsphere.wire.TlsPolicy;
import dev.provision.vsphere.wire.TransportFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsFilesTest {
  private static final String LEASE = "/nfc/52-secret-key/disk-0.vmdk";
  private static final String TYPE = "application/x-vnd.vmware-streamVmdk";

  @TempDir static Path directory;
  private static TestCertificate certificate;

  @BeforeAll
  static void certify() throws Exception {
    certificate = new TestCertificate(directory, "localhost");
  }

  private static HttpsFiles files(ScriptedServer server, TlsPolicy tls, Duration silence)
      throws Exception {
    return new HttpsFiles("localhost", server.port(), tls, Duration.ofSeconds(10), silence);
  }

  private static HttpsFiles files(ScriptedServer server) throws Exception {
    return files(server, trusted(), Duration.ofSeconds(20));
  }

  private static TlsPolicy trusted() throws Exception {
    return new TlsPolicy(Optional.of(certificate.caFile()), Optional.empty(), false);
  }

  private static void send(HttpsFiles files, String address, String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    files.send(
        URI.create(address),
        "POST",
        TYPE,
        Optional.empty(),
        new ByteArrayInputStream(bytes),
        bytes.length);
  }

  private static String address(ScriptedServer server) {
    return "https://localhost:" + server.port() + LEASE;
  }

  private static ScriptedServer answering(int status, String body) throws Exception {
    return ScriptedServer.tls(
        certificate.serverContext(),
        (exchange, request) -> ScriptedServer.send(exchange, status, body));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204})
  void sendsAFileWithItsLengthAndType(int status) throws Exception {
    try (ScriptedServer server = answering(status, "")) {
      send(files(server), address(server), "the bytes");

      assertThat(server.requests)
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.line()).isEqualTo("POST " + LEASE);
                assertThat(request.body()).isEqualTo("the bytes");
                assertThat(request.headers().getFirst("Content-Length")).isEqualTo("9");
                assertThat(request.headers().getFirst("Content-Type")).isEqualTo(TYPE);
              });
    }
  }

  @Test
  void sendsAFileOfUnknownLengthInChunks() throws Exception {
    try (ScriptedServer server = answering(200, "")) {
      files(server)
          .send(
              URI.create(address(server)),
              "PUT",
              TYPE,
              Optional.empty(),
              new ByteArrayInputStream(new byte[100_000]),
              -1);

      assertThat(server.requests.get(0).body()).hasSize(100_000);
      assertThat(server.requests.get(0).headers().getFirst("Transfer-Encoding"))
          .isEqualTo("chunked");
    }
  }

  @ParameterizedTest
  @CsvSource({"https://*:{port}", "https://*"})
  void putsTheConnectionsHostForAStar(String authority) throws Exception {
    try (ScriptedServer server = answering(200, "")) {
      send(files(server), authority.replace("{port}", String.valueOf(server.port())) + LEASE, "x");

      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void followsNoRedirectAndNamesItsTarget() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.tls(
            certificate.serverContext(),
            (exchange, request) -> {
              exchange
                  .getResponseHeaders()
                  .add("Location", "https://elsewhere.lab:8443/nfc/52-secret-key/disk-0.vmdk?k=1");
              ScriptedServer.send(exchange, 301, "");
            })) {
      assertThatThrownBy(() -> send(files(server), address(server), "x"))
          .isInstanceOf(FileRefusal.class)
          .hasMessage(
              "localhost:"
                  + server.port()
                  + " redirects `disk-0.vmdk` to https://elsewhere.lab:8443 (301), and a file is"
                  + " sent to no other address; is a proxy in between");

      assertThat(server.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, false",
    "403, false",
    "404, false",
    "429, true",
    "500, true",
    "503, true",
    "507, false"
  })
  void namesTheStatusAndTheServersWords(int status, boolean mayPass) throws Exception {
    String page =
        "<html><head><title>Error</title></head><body>\n<h1>No room</h1> on nas1</body></html>";
    try (ScriptedServer server = answering(status, page)) {
      assertThatThrownBy(() -> send(files(server), address(server), "x"))
          .isInstanceOfSatisfying(
              FileRefusal.class,
              refusal -> {
                assertThat(refusal.status()).isEqualTo(status);
                assertThat(refusal.mayPass()).isEqualTo(mayPass);
              })
          .hasMessage(
              "localhost:"
                  + server.port()
                  + " refused `disk-0.vmdk` with status "
                  + status
                  + ": No room on nas1");
    }
  }

  @Test
  void putsAnIpv6AddressOfTheConnectionInBracketsForAStar() throws Exception {
    try (ScriptedServer server = answering(200, "")) {
      HttpsFiles files =
          new HttpsFiles(
              "::1",
              server.port(),
              new TlsPolicy(Optional.empty(), Optional.empty(), true),
              Duration.ofSeconds(10),
              Duration.ofSeconds(20));

      assertThatThrownBy(() -> send(files, "https://*:1" + LEASE, "x"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("[::1]:1 ");
    }
  }

  @Test
  void refusesAHostsNameThatNoAddressCanHold() throws Exception {
    try (ScriptedServer server = answering(200, "")) {
      assertThatThrownBy(() -> send(files(server), "https://esx_01.lab" + LEASE, "x"))
          .isInstanceOf(FileRefusal.class)
          .hasMessage(
              "the address for `disk-0.vmdk` is on `esx_01.lab`, which cannot be a host's name (an"
                  + " underscore is none of its characters): give the host a proper one in"
                  + " vCenter; nothing was sent");
    }
  }

  @Test
  void sendsNothingWithoutEncryption() throws Exception {
    try (ScriptedServer server = answering(200, "")) {
      assertThatThrownBy(() -> send(files(server), address(server).replace("https", "http"), "x"))
          .hasMessage(
              "the address for `disk-0.vmdk` begins with http://, without encryption; nothing was"
                  + " sent");

      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void refusesACertificateThatTheConnectionDoesNotTrust() throws Exception {
    try (ScriptedServer server = answering(200, "")) {
      HttpsFiles strict =
          files(
              server,
              new TlsPolicy(Optional.empty(), Optional.empty(), false),
              Duration.ofSeconds(20));

      assertThatThrownBy(() -> send(strict, address(server), "x"))
          .isInstanceOf(TransportFailure.class)
          .hasMessageContaining("the certificate is not trusted: no known authority issued it");

      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void trustsAHostByThePinnedThumbprintAlone() throws Exception {
    try (ScriptedServer server = answering(200, "")) {
      HttpsFiles strict =
          files(
              server,
              new TlsPolicy(Optional.empty(), Optional.empty(), false),
              Duration.ofSeconds(20));
      String right = certificate.thumbprint("SHA-1");
      String wrong = "00" + right.substring(2);

      sendPinned(strict, server, right);

      assertThat(server.requests).hasSize(1);
      assertThatThrownBy(() -> sendPinned(strict, server, wrong))
          .hasMessageContaining("the certificate is not the pinned one");
      assertThatThrownBy(() -> sendPinned(files(server), server, wrong))
          .hasMessageContaining("the certificate is not the pinned one");
    }
  }

  private static void sendPinned(HttpsFiles files, ScriptedServer server, String thumbprint)
      throws Exception {
    files.send(
        URI.create(address(server)),
        "POST",
        TYPE,
        Optional.of(thumbprint),
        new ByteArrayInputStream(new byte[1]),
        1);
  }

  @Test
  void saysHowMuchWentOutWhenTheConnectionIsCut() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.tls(certificate.serverContext(), (exchange, request) -> exchange.close())) {
      assertThatThrownBy(() -> send(files(server), address(server), "123456789"))
          .isInstanceOf(TransportFailure.class)
          .hasMessageStartingWith("localhost:" + server.port() + " broke the connection off")
          .hasMessageEndingWith(", after 9 bytes");
    }
  }

  @Test
  void passesOnThatTheFileCannotBeRead() throws Exception {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk error");
          }
        };
    try (ScriptedServer server = answering(200, "")) {
      assertThatThrownBy(
              () ->
                  files(server)
                      .send(URI.create(address(server)), "POST", TYPE, Optional.empty(), broken, 9))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("disk error");
    }
  }

  @Test
  void givesUpOnAHostThatTakesNothing() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedServer server =
        ScriptedServer.tls(
            certificate.serverContext(),
            (exchange, request) -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })) {
      HttpsFiles impatient = files(server, trusted(), Duration.ofMillis(300));

      assertThatThrownBy(() -> send(impatient, address(server), "123456789"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(" took nothing for 300 ms")
          .hasMessageEndingWith(", after 9 bytes");
      end.countDown();
    }
  }

  @Test
  void endsAtOnceWhenItIsInterrupted() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedServer server =
        ScriptedServer.tls(
            certificate.serverContext(),
            (exchange, request) -> {
              arrived.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })) {
      HttpsFiles files = files(server);
      Thread step = Thread.currentThread();
      Thread other =
          new Thread(
              () -> {
                try {
                  arrived.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                step.interrupt();
              });
      other.start();

      assertThatThrownBy(() -> send(files, address(server), "x"))
          .isInstanceOf(InterruptedException.class);
      end.countDown();
    }
  }
}
