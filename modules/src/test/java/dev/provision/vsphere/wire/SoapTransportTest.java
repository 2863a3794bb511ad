package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.UserSession;
import com.vmware.vim25.WaitOptions;
import com.vmware.vim25.ws.VimStub;
import dev.provision.vsphere.pbm.PbmStub;
import dev.provision.vsphere.wire.TransportFailure.Layer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoapTransportTest {
  private static final String TIME =
      "<CurrentTimeResponse><returnval>2026-11-22T12:00:00Z</returnval></CurrentTimeResponse>";
  private static final TlsPolicy INSECURE = new TlsPolicy(Optional.empty(), Optional.empty(), true);

  @TempDir static Path directory;
  private static TestCertificate certificate;
  private static SSLContext tls;

  @BeforeAll
  static void makeACertificate() throws Exception {
    certificate = new TestCertificate(directory, "localhost", "-validity", "30");
    tls = certificate.serverContext();
  }

  @Test
  void asksForTheVersionThatTheServerSaysOnce() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.sdk(tls, (x, request) -> ScriptedServer.soap(x, 200, TIME));
        SoapTransport transport = new SoapTransport(options(server.port(), INSECURE))) {
      VimStub stub = StubClient.stub(transport);

      assertThat(stub.currentTime(instance()).toInstant()).isEqualTo("2026-11-22T12:00:00Z");
      stub.currentTime(instance());

      assertThat(server.requests)
          .extracting(ScriptedServer.Request::line)
          .containsExactly("GET /sdk/vimServiceVersions.xml", "POST /sdk", "POST /sdk");
      assertThat(server.requests.get(1).headers().getFirst("SOAPAction"))
          .isEqualTo("\"urn:vim25/8.0.2.0\"");
      assertThat(transport.version()).hasToString("8.0.2.0");
    }
  }

  @Test
  void asksForTheOldestVersionWhereTheServerSaysNone() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.tls(
                tls,
                (x, request) -> {
                  if (request.line().startsWith("GET")) {
                    ScriptedServer.send(x, 404, "<html>not found</html>");
                  } else {
                    ScriptedServer.soap(x, 200, TIME);
                  }
                });
        SoapTransport transport = new SoapTransport(options(server.port(), INSECURE))) {
      StubClient.stub(transport).currentTime(instance());

      assertThat(server.requests.get(1).headers().getFirst("SOAPAction"))
          .isEqualTo("\"urn:vim25/6.0\"");
    }
  }

  @Test
  void marksEachCallWithTheRunAndANumber() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.sdk(tls, (x, request) -> ScriptedServer.soap(x, 200, TIME));
        SoapTransport transport = new SoapTransport(options(server.port(), INSECURE))) {
      StubClient.stub(transport).currentTime(instance());
      StubClient.stub(transport).currentTime(instance());

      assertThat(server.requests.get(1).body()).contains("<operationID>run7-1</operationID>");
      assertThat(server.requests.get(2).body()).contains("<operationID>run7-2</operationID>");
    }
  }

  @Test
  void keepsTheSessionUntilItIsDropped() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.sdk(
                tls,
                (x, request) -> {
                  if (request.body().contains("<Login ")) {
                    x.getResponseHeaders()
                        .add("Set-Cookie", "vmware_soap_session=\"abc\"; Path=/; HttpOnly; Secure");
                    ScriptedServer.soap(
                        x, 200, "<R><returnval><userName>u</userName></returnval></R>");
                  } else {
                    x.getResponseHeaders().add("Set-Cookie", "vmware_soap_session=\"late\"");
                    ScriptedServer.soap(x, 200, TIME);
                  }
                });
        SoapTransport transport = new SoapTransport(options(server.port(), INSECURE))) {
      VimStub stub = StubClient.stub(transport);
      assertThat(transport.cookie()).isEmpty();

      UserSession session = stub.login(instance(), "u", "p", null);
      stub.currentTime(instance());

      assertThat(session.userName).isEqualTo("u");
      assertThat(server.requests.get(1).headers().get("Cookie")).isNull();
      assertThat(server.requests.get(2).headers().getFirst("Cookie"))
          .isEqualTo("vmware_soap_session=\"abc\"");
      assertThat(transport.cookie()).contains("vmware_soap_session=\"abc\"");

      transport.dropSession();
      stub.currentTime(instance());

      assertThat(server.requests.get(3).headers().get("Cookie")).isNull();
    }
  }

  @Test
  void turnsASoapFaultIntoAVimFault() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.sdk(
                tls,
                (x, request) ->
                    ScriptedServer.soap(
                        x,
                        500,
                        "<soapenv:Fault><faultcode>ServerFaultCode</faultcode>"
                            + "<faultstring>The session is not authenticated.</faultstring>"
                            + "<detail><NotAuthenticatedFault xsi:type=\"NotAuthenticated\"/>"
                            + "</detail></soapenv:Fault>"));
        SoapTransport transport = new SoapTransport(options(server.port(), INSECURE))) {
      assertThatThrownBy(() -> StubClient.stub(transport).currentTime(instance()))
          .isInstanceOfSatisfying(
              VimFault.class, fault -> assertThat(fault.is(NotAuthenticated.class)).isTrue())
          .hasMessage("The session is not authenticated.");
    }
  }

  @Test
  void saysThatAWebPageIsNoAnswer() throws Exception {
    assertFailure(
        (x, request) ->
            ScriptedServer.send(
                x, 503, "<HTML><head><TITLE>503 Service Unavailable</TITLE></head></HTML>"),
        Layer.HTTP,
        true,
        "is up, but vCenter's service behind it is not (status 503): 503 Service Unavailable");
    assertFailure(
        (x, request) -> ScriptedServer.send(x, 200, "<!DOCTYPE html><html><p>hello</p></html>"),
        Layer.HTTP,
        true,
        "answers with a web page instead of SOAP (status 200)");
    assertFailure(
        (x, request) -> ScriptedServer.send(x, 404, ""),
        Layer.HTTP,
        false,
        "has no `/sdk` (status 404); is it a vCenter or an ESXi host");
    assertFailure(
        (x, request) -> ScriptedServer.send(x, 200, ""),
        Layer.HTTP,
        true,
        "answers with nothing (status 200)");
  }

  @Test
  void neverFollowsARedirect() throws Exception {
    assertFailure(
        (x, request) -> {
          x.getResponseHeaders().add("Location", "http://elsewhere/sdk");
          ScriptedServer.send(x, 302, "");
        },
        Layer.HTTP,
        false,
        "redirects to `http://elsewhere/sdk`, which is never followed; is it the vCenter's own"
            + " address");
  }

  @Test
  void saysThatAnAnswerWasCutOff() throws Exception {
    TransportFailure cutInside =
        failure(
            (x, request) -> ScriptedServer.send(x, 200, "<soapenv:Envelope xmlns:soapenv=\"htt"));
    TransportFailure cutConnection =
        failure(
            (x, request) -> {
              x.sendResponseHeaders(200, 1000);
              x.getResponseBody().write("<soapenv:Env".getBytes());
              x.getResponseBody().flush();
              throw new IOException("cut");
            });

    assertThat(cutInside.layer()).isEqualTo(Layer.SOAP);
    assertThat(cutInside.maybeSent()).isTrue();
    assertThat(cutInside)
        .hasMessageStartingWith(
            "the answer to `CurrentTime` cannot be read: it is not well-formed XML, or was cut"
                + " off, at line 1, column ");
    assertThat(cutConnection.layer()).isEqualTo(Layer.HTTP);
    assertThat(cutConnection.maybeSent()).isTrue();
    assertThat(cutConnection).hasMessageContaining("broke the connection off before the answer");
  }

  @Test
  void givesUpOnASilentServer() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedServer server = ScriptedServer.sdk(tls, (x, request) -> await(end));
        SoapTransport transport =
            new SoapTransport(options(server.port(), INSECURE, Duration.ofMillis(400)))) {
      transport.version();

      assertThatThrownBy(() -> StubClient.stub(transport).currentTime(instance()))
          .isInstanceOfSatisfying(
              TransportFailure.class,
              failure -> {
                assertThat(failure.layer()).isEqualTo(Layer.HTTP);
                assertThat(failure.maybeSent()).isTrue();
              })
          .hasMessage(
              "localhost:%d was silent for 400 ms while an answer was due"
                  .formatted(server.port()));
      end.countDown();
    }
  }

  @Test
  void givesAWaitingCallTheTimeThatItAskedFor() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.sdk(
                tls,
                (x, request) -> {
                  await(new CountDownLatch(1), 700);
                  ScriptedServer.soap(x, 200, "<R><returnval><version>2</version></returnval></R>");
                });
        SoapTransport transport =
            new SoapTransport(options(server.port(), INSECURE, Duration.ofMillis(400)))) {
      WaitOptions options = new WaitOptions();
      options.maxWaitSeconds = 1;

      assertThat(StubClient.stub(transport).waitForUpdatesEx(instance(), "1", options).version)
          .isEqualTo("2");
    }
  }

  @Test
  void namesTheLayerThatCannotBeReached() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }

    TransportFailure refused = failure(options("localhost", closed, INSECURE));
    TransportFailure unknown = failure(options("vc.invalid", 443, INSECURE));

    assertThat(refused.layer()).isEqualTo(Layer.TCP);
    assertThat(refused.maybeSent()).isFalse();
    assertThat(refused)
        .hasMessage(
            "localhost:%d refuses the connection; is the port right, is the server up"
                .formatted(closed));
    assertThat(unknown.layer()).isEqualTo(Layer.DNS);
    assertThat(unknown.maybeSent()).isFalse();
    assertThat(unknown).hasMessage("the name `vc.invalid` is not known to DNS");
    assertThatThrownBy(() -> new SoapTransport(options("vc lab", 443, INSECURE)))
        .isInstanceOf(TransportFailure.class)
        .hasMessage("`vc lab` cannot be a host's name");
  }

  @Test
  void namesAPortThatSpeaksPlainHttp() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.plain((x, request) -> ScriptedServer.send(x, 200, "hello"))) {
      TransportFailure failure =
          failure(
              new SoapOptions(
                  "localhost",
                  server.port(),
                  INSECURE,
                  Duration.ofSeconds(1),
                  Duration.ofSeconds(5),
                  "",
                  List.of()));

      assertThat(failure.layer()).isEqualTo(Layer.TLS);
      assertThat(failure.maybeSent()).isFalse();
      assertThat(failure)
          .hasMessage(
              "localhost:%d speaks plain http, not TLS; vCenter's https port is 443"
                  .formatted(server.port()));
    }
  }

  @Test
  void namesAPortThatAnswersTlsWithSomethingElse() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread ssh =
          new Thread(
              () -> {
                try {
                  while (true) {
                    try (Socket client = socket.accept()) {
                      client.getOutputStream().write("SSH-2.0-OpenSSH_9\r\n".getBytes());
                      client.getInputStream().read(new byte[4096]);
                    }
                  }
                } catch (IOException e) {
                  // the test has ended
                }
              });
      ssh.setDaemon(true);
      ssh.start();

      TransportFailure failure = failure(options("localhost", socket.getLocalPort(), INSECURE));

      assertThat(failure.layer()).isEqualTo(Layer.TLS);
      assertThat(failure.maybeSent()).isFalse();
      assertThat(failure)
          .hasMessage("localhost:%d does not speak TLS".formatted(socket.getLocalPort()));
    }
  }

  @Test
  void neverSendsWhatXmlCannotCarry() throws Exception {
    try (ScriptedServer server =
            ScriptedServer.sdk(tls, (x, request) -> ScriptedServer.soap(x, 200, TIME));
        SoapTransport transport = new SoapTransport(options(server.port(), INSECURE))) {
      assertThatThrownBy(() -> StubClient.stub(transport).rename_Task(instance(), "a\u0001"))
          .isInstanceOfSatisfying(
              TransportFailure.class, failure -> assertThat(failure.maybeSent()).isFalse())
          .hasMessage(
              "`Rename_Task` was not sent: the value of `newName` holds the character U+0001, which"
                  + " XML cannot carry");
    }
  }

  private static void assertFailure(
      ScriptedServer.Script script, Layer layer, boolean maybeSent, String message)
      throws Exception {
    TransportFailure failure = failure(script);

    assertThat(failure.getMessage()).matches("localhost:\\d+ .*").endsWith(message);
    assertThat(failure.layer()).isEqualTo(layer);
    assertThat(failure.maybeSent()).isEqualTo(maybeSent);
  }

  private static TransportFailure failure(ScriptedServer.Script script) throws Exception {
    try (ScriptedServer server = ScriptedServer.sdk(tls, script)) {
      return failure(options(server.port(), INSECURE));
    }
  }

  private static TransportFailure failure(SoapOptions options) throws Exception {
    try (SoapTransport transport = new SoapTransport(options)) {
      return catchThrowableOfType(
          TransportFailure.class, () -> StubClient.stub(transport).currentTime(instance()));
    }
  }

  private static void await(CountDownLatch latch) {
    await(latch, 10_000);
  }

  private static void await(CountDownLatch latch, long millis) {
    try {
      latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void tellsTheStoragePolicyServiceOfTheSessionInTheHeaderAndWhetherThereIsOne() throws Exception {
    AtomicBoolean there = new AtomicBoolean(true);
    try (ScriptedServer server =
            ScriptedServer.sdk(
                tls,
                (x, request) -> {
                  if (request.line().equals("POST /sdk")) {
                    x.getResponseHeaders().add("Set-Cookie", "vmware_soap_session=\"abc\"; Path=/");
                    ScriptedServer.soap(x, 200, TIME);
                  } else if (there.get()) {
                    x.getResponseHeaders().add("Set-Cookie", "vmware_soap_session=\"other\"");
                    ScriptedServer.soap(
                        x,
                        200,
                        "<R xmlns='urn:pbm'><returnval><uniqueId>a-1</uniqueId></returnval>"
                            + "<returnval xsi:type='PbmProfileId'><uniqueId>a-2</uniqueId>"
                            + "</returnval></R>");
                  } else {
                    ScriptedServer.send(x, 404, "<html>not found</html>");
                  }
                });
        SoapTransport transport =
            new SoapTransport(
                new SoapOptions(
                    "localhost",
                    server.port(),
                    INSECURE,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    "run7",
                    PbmStub.TYPES))) {
      VimStub stub = StubClient.stub(transport);
      stub.currentTime(instance());
      PbmStub pbm = new PbmStub(stub.getWsc());

      assertThat(pbm.queryProfile(Wire.reference("PbmProfileProfileManager", "PM"), "REQUIREMENT"))
          .extracting(id -> id.uniqueId)
          .containsExactly("a-1", "a-2");

      ScriptedServer.Request sent = server.requests.get(server.requests.size() - 1);
      assertThat(sent.line()).isEqualTo("POST /pbm");
      assertThat(sent.headers().getFirst("SOAPAction")).isEqualTo("\"urn:pbm/6.5\"");
      assertThat(sent.headers().get("Cookie")).isNull();
      assertThat(sent.body())
          .contains("<vcSessionCookie>abc</vcSessionCookie>", "<operationID>run7-2</operationID>")
          .contains(
              "<PbmQueryProfile xmlns=\"urn:pbm\"><_this"
                  + " type=\"PbmProfileProfileManager\">PM</_this>"
                  + "<resourceType><resourceType>STORAGE</resourceType></resourceType>"
                  + "<profileCategory>REQUIREMENT</profileCategory></PbmQueryProfile>");
      assertThat(transport.cookie()).contains("vmware_soap_session=\"abc\"");

      there.set(false);
      assertThatThrownBy(pbm::retrieveServiceContent)
          .isInstanceOf(VimFault.class)
          .hasMessage("the server has no storage policy service");
    }
  }

  @Test
  void asksAnOlderServerForTheOlderVersionOfItsPolicies() {
    assertThat(pbm("6.0")).isEqualTo("2.0");
    assertThat(pbm("5.5")).isEqualTo("2.0");
    assertThat(pbm("6.5")).isEqualTo("6.5");
    assertThat(pbm("8.0.2.0")).isEqualTo("6.5");
  }

  private static String pbm(String vim) {
    return SoapService.PBM.version(new ApiVersion(vim));
  }

  private static ManagedObjectReference instance() {
    ManagedObjectReference reference = new ManagedObjectReference();
    reference.type = "ServiceInstance";
    reference.val = "ServiceInstance";
    return reference;
  }

  private static SoapOptions options(int port, TlsPolicy tls) {
    return options(port, tls, Duration.ofSeconds(10));
  }

  private static SoapOptions options(int port, TlsPolicy tls, Duration read) {
    return new SoapOptions("localhost", port, tls, Duration.ofSeconds(5), read, "run7", List.of());
  }

  private static SoapOptions options(String host, int port, TlsPolicy tls) {
    return new SoapOptions(
        host, port, tls, Duration.ofSeconds(5), Duration.ofSeconds(10), "", List.of());
  }
}
