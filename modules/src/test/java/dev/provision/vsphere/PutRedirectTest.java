package dev.provision.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.spi.Layer;
import dev.provision.spi.RunContext;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.wire.ScriptedServer;
import dev.provision.vsphere.wire.TestCertificate;
import dev.provision.vsphere.wire.TlsContext;
import dev.provision.vsphere.wire.TlsPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vCenter behind something that lets questions through and redirects files that are sent. */
@NeedsReferee
class PutRedirectTest {
  @TempDir static Path directory;

  private static HttpClient behind(Referee referee) throws Exception {
    TlsPolicy policy = new TlsPolicy(Optional.empty(), Optional.of(referee.thumbprint()), false);
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(TlsContext.of(policy).context())
        .build();
  }

  private static void pass(
      HttpClient to, Referee referee, HttpExchange x, ScriptedServer.Request request)
      throws IOException {
    HttpRequest.Builder on =
        HttpRequest.newBuilder(
                URI.create("https://" + referee.host() + ":" + referee.port() + x.getRequestURI()))
            .method(x.getRequestMethod(), HttpRequest.BodyPublishers.ofString(request.body()));
    for (String name : List.of("Cookie", "SOAPAction", "Content-Type")) {
      Optional.ofNullable(request.headers().getFirst(name)).ifPresent(v -> on.header(name, v));
    }
    try {
      HttpResponse<String> answer = to.send(on.build(), HttpResponse.BodyHandlers.ofString());
      answer
          .headers()
          .allValues("Set-Cookie")
          .forEach(cookie -> x.getResponseHeaders().add("Set-Cookie", cookie));
      ScriptedServer.send(x, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static Layer upload(int status, List<String> puts) throws Exception {
    SSLContext tls = new TestCertificate(directory, "localhost", "-validity", "30").serverContext();
    try (Referee referee = Referee.start("-vm", "0")) {
      HttpClient to = behind(referee);
      try (ScriptedServer proxy =
          ScriptedServer.tls(
              tls,
              (x, request) -> {
                if (x.getRequestMethod().equals("PUT")) {
                  puts.add(request.line());
                }
                if (x.getRequestMethod().equals("PUT") && status != 0) {
                  x.getResponseHeaders().add("Location", "https://files.lab/folder/probe");
                  ScriptedServer.send(x, status, "");
                } else {
                  pass(to, referee, x, request);
                }
              })) {
        List<Layer> layers =
            new VsphereProvider(List.of()) {}.diagnose(
                Connections.of(
                    "host", "localhost",
                    "port", String.valueOf(proxy.port()),
                    "username", referee.username(),
                    "password", referee.password(),
                    "insecure", "true"),
                new RunContext("r1", Clock.systemUTC(), Optional.empty()));
        assertThat(referee.mutating()).isEmpty();
        Layer last = layers.get(layers.size() - 1);
        return new Layer(
            last.name(),
            last.outcome(),
            last.lines().stream()
                .map(line -> line.replace(String.valueOf(proxy.port()), "PORT"))
                .toList(),
            last.fix());
      }
    }
  }

  @Test
  void theDoctorSaysThatFilesWouldBeSentElsewhere() throws Exception {
    for (int status : List.of(301, 308)) {
      List<String> puts = new java.util.concurrent.CopyOnWriteArrayList<>();

      Layer upload = upload(status, puts);

      assertThat(upload)
          .isEqualTo(
              Layer.refused(
                  "upload",
                  List.of(
                      "localhost:PORT answers status "
                          + status
                          + " where a file is sent (PUT to /folder), although it answers questions"
                          + " about files itself, and redirects to https://files.lab/folder/probe"),
                  "use the vCenter's own https address: no file is sent to another one"));
      assertThat(puts).hasSize(1);
      assertThat(puts.get(0)).contains("dsName=no-datastore-");
    }
  }

  @Test
  void whereItIsNotRedirectedNothingIsSaidAndNothingIsPut() throws Exception {
    List<String> puts = new java.util.concurrent.CopyOnWriteArrayList<>();

    Layer upload = upload(0, puts);

    assertThat(upload.outcome()).as(upload.toString()).isEqualTo(Layer.Outcome.OK);
    assertThat(puts).hasSize(1);
  }
}
