package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.vsphere.wire.TransportFailure.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpLinkTest {
  @TempDir static Path directory;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeACertificate() throws Exception {
    certificate = new TestCertificate(directory, "localhost", "-validity", "30");
  }

  @Test
  void refusesAnAnswerAboveTheLimit() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.tls(
            certificate.serverContext(),
            (x, request) -> {
              x.sendResponseHeaders(200, 0);
              byte[] block = new byte[1 << 16];
              for (int i = 0; i < 64; i++) {
                x.getResponseBody().write(block);
              }
              x.close();
            })) {
      assertThatThrownBy(() -> link(server).send(request(server), 1 << 20, Duration.ofSeconds(5)))
          .isInstanceOf(TransportFailure.class)
          .hasMessage("localhost:" + server.port() + " sends an answer larger than 1 MiB; refused");
    }
  }

  @Test
  void waitsForALongAnswerWhileItArrives() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.tls(
            certificate.serverContext(),
            (x, request) -> {
              x.sendResponseHeaders(200, 0);
              for (int i = 0; i < 6; i++) {
                x.getResponseBody().write('a');
                x.getResponseBody().flush();
                pause(200);
              }
              x.close();
            })) {
      assertThat(link(server).send(request(server), 1 << 20, Duration.ofMillis(700)).body())
          .hasSize(6);
    }
  }

  @Test
  void endsTheWaitWhenItsThreadIsInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer server =
        ScriptedServer.tls(
            certificate.serverContext(),
            (x, request) -> {
              asked.countDown();
              pause(10_000);
            })) {
      HttpLink link = link(server);
      Thread waiting = Thread.currentThread();
      Thread interrupter =
          new Thread(
              () -> {
                try {
                  asked.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                waiting.interrupt();
              });
      interrupter.start();

      assertThatThrownBy(() -> link.send(request(server), 1 << 20, Duration.ofSeconds(9)))
          .isInstanceOfSatisfying(
              TransportFailure.class, failure -> assertThat(failure.layer()).isEqualTo(Layer.HTTP))
          .hasMessage("interrupted while waiting for localhost:" + server.port());
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void writesAnAddressOfIpv6InBrackets() throws Exception {
    Endpoint endpoint = new Endpoint("fe80::1", 443);

    assertThat(endpoint).hasToString("[fe80::1]:443");
    assertThat(endpoint.uri("/sdk")).hasToString("https://[fe80::1]:443/sdk");
  }

  private static HttpLink link(ScriptedServer server) throws TransportFailure {
    TlsPolicy insecure = new TlsPolicy(Optional.empty(), Optional.empty(), true);
    return new HttpLink(
        new Endpoint("localhost", server.port()), TlsContext.of(insecure), Duration.ofSeconds(5));
  }

  private static HttpRequest request(ScriptedServer server) {
    try {
      return HttpRequest.newBuilder(new Endpoint("localhost", server.port()).uri("/sdk")).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
