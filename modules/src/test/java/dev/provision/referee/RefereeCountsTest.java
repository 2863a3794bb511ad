package dev.provision.referee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the referee books of a client that is not govc, here envelopes written by hand. */
@NeedsReferee
class RefereeCountsTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private Referee referee;
  private String cookie = "";

  @BeforeEach
  void logIn() throws Exception {
    referee = Referee.start("-tls=false", "-vm", "1", "-username", "user", "-password", "pass");
    cookie =
        call("""
                <Login xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this>\
                <userName>user</userName><password>pass</password></Login>
                """)
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .split(";")[0];
  }

  @AfterEach
  void stop() {
    referee.close();
  }

  @Test
  void tellsReadingFromWriting() throws Exception {
    call(
        """
        <CurrentTime xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></CurrentTime>
        """);
    call(createFolder("one"));
    call(createFolder("two"));

    assertThat(referee.calls())
        .containsOnlyKeys("Login", "CurrentTime", "CreateFolder")
        .containsEntry("CreateFolder", 2);
    assertThat(referee.mutating())
        .containsOnlyKeys("CreateFolder")
        .containsEntry("CreateFolder", 2);
    assertThat(referee.callsOfGovc()).isEmpty();
  }

  @Test
  void countsAWriteThatARuleRefuses() throws Exception {
    referee.fault(Rule.on("CreateFolder").fault("DuplicateName").field("name", "one"));

    HttpResponse<String> response = call(createFolder("one"));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .contains(
            "<DuplicateNameFault xmlns=\"urn:vim25\" xsi:type=\"DuplicateName\"><name>one</name>");
    assertThat(referee.mutating()).containsEntry("CreateFolder", 1);
  }

  @Test
  void countsPlainHttpByVerb() throws Exception {
    client.send(
        request("/folder/a/b?dcPath=DC0&dsName=LocalDS_0")
            .PUT(HttpRequest.BodyPublishers.ofString("x"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
    client.send(
        request("/folder/a/b?dcPath=DC0&dsName=LocalDS_0").GET().build(),
        HttpResponse.BodyHandlers.ofString());

    assertThat(referee.calls()).containsEntry("PUT /folder", 1).containsEntry("GET /folder", 1);
    assertThat(referee.mutating()).containsOnlyKeys("PUT /folder");
  }

  @Test
  void logsTheOperationAndTheObject() throws Exception {
    call(createFolder("logged"));

    assertThat(referee.log())
        .last()
        .satisfies(call -> assertThat(call.method()).isEqualTo("CreateFolder"))
        .satisfies(call -> assertThat(call.object()).isEqualTo("Folder:group-d1"))
        .satisfies(call -> assertThat(call.operationID()).isEqualTo("run-17"))
        .satisfies(call -> assertThat(cookie).contains(call.session()))
        .satisfies(call -> assertThat(call.body()).contains("<name>logged</name>"));
  }

  @Test
  void countsLiveSessions() throws Exception {
    assertThat(referee.sessions()).isEqualTo(1);

    call(
        """
        <Logout xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this></Logout>
        """);

    assertThat(referee.sessions()).isZero();
  }

  @Test
  void refusesASessionThatItEnded() throws Exception {
    referee.expireSessions();

    assertThat(call(createFolder("late")).body())
        .contains("xsi:type=\"NotAuthenticated\"")
        .doesNotContain("CreateFolderResponse");
  }

  private static String createFolder(String name) {
    return """
        <CreateFolder xmlns="urn:vim25"><_this type="Folder">group-d1</_this><name>%s</name></CreateFolder>
        """
        .formatted(name);
  }

  private HttpResponse<String> call(String method) throws IOException, InterruptedException {
    String envelope =
        """
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
        <soap:Header><operationID>run-17</operationID></soap:Header>
        <soap:Body>%s</soap:Body></soap:Envelope>
        """
            .formatted(method);
    return client.send(
        request("/sdk")
            .header("Content-Type", "text/xml; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(envelope))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(referee.url().resolve(path));
    return cookie.isEmpty() ? builder : builder.header("Cookie", cookie);
  }
}
