package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.AboutInfo;
import dev.provision.vsphere.connection.FirstAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which version a server is asked for, and by which one newer properties are gated. */
class NegotiationTest {
  private static final String TIME =
      "<CurrentTimeResponse><returnval>2026-11-22T12:00:00Z</returnval></CurrentTimeResponse>";

  @TempDir static Path directory;
  private static SSLContext tls;

  @BeforeAll
  static void makeACertificate() throws Exception {
    tls = new TestCertificate(directory, "localhost", "-validity", "30").serverContext();
  }

  /** What was spoken, and the versions that the calls before and after it were sent with. */
  private record Outcome(Spoken spoken, List<String> actions) {}

  private static Outcome with(int status, String list, String announced) throws Exception {
    try (ScriptedServer server =
            ScriptedServer.tls(
                tls,
                (x, request) -> {
                  if (request.line().startsWith("GET")) {
                    if (status == 302) {
                      x.getResponseHeaders().add("Location", "https://login.lab/");
                    }
                    ScriptedServer.send(x, status, list);
                  } else {
                    ScriptedServer.soap(x, 200, TIME);
                  }
                });
        SoapTransport transport =
            new SoapTransport(
                new SoapOptions(
                    "localhost",
                    server.port(),
                    new TlsPolicy(Optional.empty(), Optional.empty(), true),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    "",
                    List.of()))) {
      AboutInfo about = new AboutInfo();
      about.setApiVersion(announced);
      StubClient.stub(transport).currentTime(FirstAnswer.instance());
      Spoken spoken = transport.spoken(about);
      StubClient.stub(transport).currentTime(FirstAnswer.instance());
      return new Outcome(
          spoken,
          server.requests.stream()
              .filter(request -> request.line().startsWith("POST"))
              .map(request -> request.headers().getFirst("SOAPAction"))
              .toList());
    }
  }

  private static String list(String newest, String... prior) {
    StringBuilder text = new StringBuilder("<namespaces version=\"1.0\"><namespace>");
    text.append("<name>urn:vim25</name><version>").append(newest).append("</version>");
    text.append("<priorVersions>");
    for (String each : prior) {
      text.append("<version>").append(each).append("</version>");
    }
    return text.append("</priorVersions></namespace></namespaces>").toString();
  }

  @Test
  void takesTheNewestThatIsANumberWhereADevelopmentBuildNamesItself() throws Exception {
    Outcome build = with(200, list("u0A0B0C0D", "8.0.2.0", "7.0.3.2", "6.9.1"), "8.0.2.0");

    assertThat(build.actions()).containsOnly("\"urn:vim25/8.0.2.0\"");
    assertThat(build.spoken().version()).hasToString("8.0.2.0");
    assertThat(build.spoken().text())
        .isEqualTo(
            "asked for API 8.0.2.0: it is the newest number in /sdk/vimServiceVersions.xml, whose"
                + " first id is `u0A0B0C0D`; it announces 8.0.2.0");
  }

  @Test
  void takesTheNewestOfAListInAnyOrder() throws Exception {
    Outcome old = with(200, list("2.5u2", "5.5", "10.0.0.0", "9.0.0.0"), "10.0.0.0");

    assertThat(old.actions()).containsOnly("\"urn:vim25/10.0.0.0\"");
  }

  @Test
  void usesNothingNewerThanWhatTheServerAnnounces() throws Exception {
    Outcome between = with(200, list("9.0.0.0", "8.0.3.0"), "7.0.1.0");

    assertThat(between.actions()).containsOnly("\"urn:vim25/9.0.0.0\"");
    assertThat(between.spoken().version()).hasToString("7.0.1.0");
    assertThat(between.spoken().text())
        .isEqualTo(
            "asked for API 9.0.0.0: /sdk/vimServiceVersions.xml has it as the newest; it announces"
                + " 7.0.1.0, and nothing newer than that is used");
  }

  @Test
  void usesNothingNewerThanWhatItAskedFor() throws Exception {
    Outcome behind = with(200, list("7.0.1.0"), "8.0.3.0");

    assertThat(behind.actions()).containsOnly("\"urn:vim25/7.0.1.0\"");
    assertThat(behind.spoken().version()).hasToString("7.0.1.0");
  }

  @Test
  void asksForWhatIsAnnouncedWhereTheListIsNotToBeHad() throws Exception {
    for (int status : List.of(404, 403, 302)) {
      Outcome without = with(status, "<html>no</html>", "8.0.3.0");

      assertThat(without.actions()).containsExactly("\"urn:vim25/6.0\"", "\"urn:vim25/8.0.3.0\"");
      assertThat(without.spoken().version()).hasToString("8.0.3.0");
      assertThat(without.spoken().text())
          .isEqualTo(
              "asked for API 8.0.3.0: /sdk/vimServiceVersions.xml is not to be had (status "
                  + status
                  + "), so it is what the server announces; it announces 8.0.3.0");
    }
  }

  @Test
  void asksForWhatIsAnnouncedWhereAPageStandsInThePlaceOfTheList() throws Exception {
    for (String page :
        List.of("<!DOCTYPE html><html><p>welcome</p></html>", "", "<namespaces><namespace>")) {
      Outcome without = with(200, page, "6.7.3");

      assertThat(without.actions()).containsExactly("\"urn:vim25/6.0\"", "\"urn:vim25/6.7.3\"");
      assertThat(without.spoken().text())
          .isEqualTo(
              "asked for API 6.7.3: /sdk/vimServiceVersions.xml says nothing of vim25 (status 200),"
                  + " so it is what the server announces; it announces 6.7.3");
    }
  }

  @Test
  void speaksTheOldestWhereNobodySaysANumber() throws Exception {
    Outcome nothing = with(200, list("uDEADBEEF"), "main");

    assertThat(nothing.actions()).containsOnly("\"urn:vim25/6.0\"");
    assertThat(nothing.spoken().version()).hasToString("6.0");
    assertThat(nothing.spoken().text())
        .isEqualTo(
            "asked for API 6.0: /sdk/vimServiceVersions.xml has no number among its ids (status"
                + " 200), so it is the oldest that is spoken; it announces no version");
  }
}
