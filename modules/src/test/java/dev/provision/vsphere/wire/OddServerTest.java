package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.Target;
import dev.provision.cli.Provision;
import dev.provision.modules.VcenterProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no vCenter and answers all the same: 69 and a sentence, and never our own fault. */
class OddServerTest {
  private static final String PLAYBOOK =
      """
      name: ci
      vcenter: {host: localhost, port: PORT, username: u, password: "${env.VC_PASSWORD}", insecure: true}
      networks:
        private: {port_group: VM Network}
      """;

  private static final String ABOUT =
      "<about><name>x</name><fullName>x</fullName><vendor>x</vendor><version>8.0.2</version>"
          + "<build>1</build><osType>x</osType><productLineId>vpx</productLineId>"
          + "<apiType>VirtualCenter</apiType><apiVersion>8.0.2.0</apiVersion></about>";

  @TempDir static Path directory;
  private static SSLContext tls;

  @BeforeAll
  static void makeACertificate() throws Exception {
    tls = new TestCertificate(directory, "localhost", "-validity", "30").serverContext();
  }

  private record Ended(int exit, String err) {}

  private static Ended plan(ScriptedServer.Script script) throws IOException {
    try (ScriptedServer server = ScriptedServer.sdk(tls, script)) {
      Path playbook = directory.resolve("site.yml");
      Files.writeString(playbook, PLAYBOOK.replace("PORT", String.valueOf(server.port())));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exit =
          Provision.run(
              List.of("plan", playbook.toString()),
              Map.of("VC_PASSWORD", "canary"),
              VcenterProvider::new,
              Target.HASTY,
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8));
      String said = err.toString(StandardCharsets.UTF_8);
      assertThat(said).doesNotContain("Exception").doesNotContain("\tat ");
      return new Ended(exit, said.replace(String.valueOf(server.port()), "PORT"));
    }
  }

  /** A service content with all but one of what every server has. */
  private static String content(String without) {
    Map<String, String> managers = new LinkedHashMap<>();
    managers.put("rootFolder", "Folder");
    managers.put("propertyCollector", "PropertyCollector");
    managers.put("viewManager", "ViewManager");
    managers.put("about", "");
    managers.put("sessionManager", "SessionManager");
    managers.remove(without);
    StringBuilder all = new StringBuilder("<returnval>");
    managers.forEach(
        (name, type) ->
            all.append(
                name.equals("about")
                    ? ABOUT
                    : "<%s type=\"%s\">%s</%s>".formatted(name, type, name, name)));
    return "<R xmlns=\"urn:vim25\">" + all + "</returnval></R>";
  }

  private static ScriptedServer.Script says(String body) {
    return (x, request) -> ScriptedServer.soap(x, 200, body);
  }

  @Test
  void aServiceContentWithNothingInIt() throws Exception {
    for (String body : List.of("<R><returnval/></R>", "<R xmlns=\"urn:vim25\"><returnval/></R>")) {
      assertThat(plan(says(body)).err())
          .startsWith(
              "error: SDK: it answers, but not as a vCenter or an ESXi host does: its service"
                  + " content has no `about`, `propertyCollector`, `rootFolder`, `sessionManager`,"
                  + " `viewManager`\n  host `localhost` from ");
    }
    for (String body : List.of("<R/>", "")) {
      Ended ended = plan(says(body));
      assertThat(ended.exit()).as(ended.err()).isEqualTo(69);
      assertThat(ended.err()).startsWith("error: SDK: ").contains("host `localhost` from ");
    }
  }

  @Test
  void aServiceContentThatLacksOneManager() throws Exception {
    for (String one :
        List.of("about", "propertyCollector", "rootFolder", "sessionManager", "viewManager")) {
      Ended ended = plan(says(content(one)));

      assertThat(ended.exit()).as(ended.err()).isEqualTo(69);
      assertThat(ended.err())
          .startsWith(
              "error: SDK: it answers, but not as a vCenter or an ESXi host does: its service"
                  + " content has no `"
                  + one
                  + "`\n");
    }
  }

  @Test
  void whatIsNoAnswerOfSoapAtAll() throws Exception {
    Map<String, String> odd = new LinkedHashMap<>();
    odd.put(
        "<!DOCTYPE html><html><p>welcome</p></html>", "answers with a web page instead of SOAP");
    odd.put("", "answers with nothing (status 200)");
    odd.put("{\"error\": 1}", "the answer to `RetrieveServiceContent` cannot be read: ");
    odd.put("<a/>", "the answer to `RetrieveServiceContent` cannot be read: ");
    odd.put(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>",
        "the answer to `RetrieveServiceContent` cannot be read: ");
    odd.put(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header/>"
            + "</s:Envelope>",
        "the answer to `RetrieveServiceContent` cannot be read: ");
    odd.put(
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Bo",
        "the answer to `RetrieveServiceContent` cannot be read: ");
    odd.put("\u0000\u0001", "the answer to `RetrieveServiceContent` cannot be read: ");
    for (Map.Entry<String, String> each : odd.entrySet()) {
      Ended ended = plan((x, request) -> ScriptedServer.send(x, 200, each.getKey()));

      assertThat(ended.exit()).as(each.getKey() + " " + ended.err()).isEqualTo(69);
      assertThat(ended.err()).startsWith("error: ").contains(each.getValue());
    }
  }

  @Test
  void aRedirectAndAWrongStatus() throws Exception {
    Ended moved =
        plan(
            (x, request) -> {
              x.getResponseHeaders().add("Location", "https://elsewhere.lab/sdk");
              ScriptedServer.send(x, 301, "");
            });
    Ended teapot = plan((x, request) -> ScriptedServer.send(x, 418, "no"));

    assertThat(List.of(moved.exit(), teapot.exit())).containsOnly(69);
    assertThat(moved.err())
        .startsWith("error: HTTP: localhost:PORT redirects to `https://elsewhere.lab/sdk`");
    assertThat(teapot.err()).startsWith("error: HTTP: localhost:PORT answers with status 418");
  }

  @Test
  void faultsWithNothingInThem() throws Exception {
    for (String fault :
        List.of(
            "<soapenv:Fault/>",
            "<soapenv:Fault><faultstring/></soapenv:Fault>",
            "<soapenv:Fault><faultcode>x</faultcode><faultstring>no</faultstring><detail/>"
                + "</soapenv:Fault>")) {
      Ended ended = plan((x, request) -> ScriptedServer.soap(x, 500, fault));

      assertThat(ended.exit()).as(ended.err()).isEqualTo(69);
      assertThat(ended.err())
          .startsWith("error: SDK: localhost answers, but not as a vCenter does: ");
    }
  }

  @Test
  void aLoginThatIsAnsweredWithNothing() throws Exception {
    Ended ended =
        plan(
            (x, request) ->
                ScriptedServer.soap(
                    x, 200, request.body().contains("<Login ") ? "<R/>" : content("")));

    assertThat(ended.exit()).as(ended.err()).isEqualTo(69);
    assertThat(ended.err()).startsWith("error: SDK: the answer to `Login` holds no session\n");
  }

  @Test
  void aServerThatLogsInAndThenSaysNothingMore() throws Exception {
    Ended ended =
        plan(
            (x, request) ->
                ScriptedServer.soap(
                    x,
                    200,
                    request.body().contains("<Login ")
                        ? "<R><returnval><userName>u</userName></returnval></R>"
                        : request.body().contains("<RetrieveServiceContent ")
                            ? content("")
                            : "<R/>"));

    assertThat(ended.exit()).as(ended.err()).isNotEqualTo(70).isNotZero();
    assertThat(ended.err()).contains("the answer to `CreateContainerView` names no object");
  }

  @Test
  void aServiceThatGoesOnBeingDownIsTriedAFewTimes() throws Exception {
    Ended ended = plan((x, request) -> ScriptedServer.send(x, 503, "<title>starting</title>"));

    assertThat(ended.exit()).as(ended.err()).isEqualTo(69);
    assertThat(ended.err())
        .startsWith(
            "HTTP: localhost:PORT is up, but vCenter's service behind it is not (status 503):"
                + " starting; trying again in 0.025 s\n")
        .endsWith("\n  it was tried 5 times\n");
  }
}
