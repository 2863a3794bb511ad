package dev.provision.vsphere.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.VcenterProvider;
import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import dev.provision.spi.Declaration;
import dev.provision.spi.Layer;
import dev.provision.spi.Layer.Outcome;
import dev.provision.spi.RunContext;
import dev.provision.vsphere.VsphereProvider;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.connection.Settings;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.World;
import dev.provision.vsphere.kind.NeededPrivilege;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.wire.ScriptedServer;
import dev.provision.vsphere.wire.TestCertificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every layer made to fail for real, and what the doctor says of it. */
@NeedsReferee
class DoctorTest {
  private static final List<String> LAYERS =
      List.of(
          "settings",
          "DNS",
          "TCP",
          "TLS",
          "HTTP",
          "SDK",
          "login",
          "inventory",
          "privileges",
          "upload");

  private static Referee referee;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    referee = Referee.start("-vm", "0", "-username", "operator", "-password", "right");
  }

  @AfterAll
  static void stop() {
    referee.close();
  }

  @BeforeEach
  void forget() {
    referee.resetFaults();
    referee.resetCalls();
  }

  private static List<Layer> examine(Declaration<VcenterSpec> connection)
      throws InterruptedException {
    List<Layer> layers =
        new VsphereProvider(List.of()) {}.diagnose(
            connection, new RunContext("r1", Clock.systemUTC(), Optional.empty()));
    assertThat(layers).extracting(Layer::name).containsExactlyElementsOf(LAYERS);
    assertThat(layers.toString()).doesNotContain("secret-canary");
    assertThat(referee.mutating()).isEmpty();
    assertThat(referee.sessions()).isZero();
    return layers;
  }

  /** The layer of this name, before which all is well and behind which nothing is looked at. */
  private static Layer first(String name, List<Layer> layers) {
    int at = LAYERS.indexOf(name);
    assertThat(layers.subList(0, at)).allMatch(before -> before.outcome() == Outcome.OK);
    assertThat(layers.subList(at + 1, layers.size()))
        .allSatisfy(
            behind -> {
              assertThat(behind.outcome()).isEqualTo(Outcome.SKIPPED);
              assertThat(behind.lines()).containsExactly("because " + name + " failed");
            });
    assertThat(layers.get(at).outcome().isFailure()).as(layers.toString()).isTrue();
    return layers.get(at);
  }

  private static Layer named(String name, List<Layer> layers) {
    return layers.get(LAYERS.indexOf(name));
  }

  @Test
  void findsNothingWrongAndChangesNothing() throws Exception {
    List<Layer> layers = examine(Connections.to(referee, "datastore_regex", "Local.*"));

    assertThat(layers).extracting(Layer::outcome).containsOnly(Outcome.OK);
    assertThat(named("settings", layers).lines())
        .contains("host `127.0.0.1` from site.yml:4:9")
        .contains("password from site.yml:7:9 (environment VC_PASSWORD)");
    assertThat(named("DNS", layers).lines()).containsExactly("127.0.0.1 is an address");
    assertThat(named("TCP", layers).lines())
        .containsExactly("127.0.0.1:" + referee.port() + " takes connections");
    assertThat(named("TLS", layers).lines().get(0)).endsWith("the certificate is the pinned one");
    assertThat(named("TLS", layers).lines().get(1)).contains("SHA-256 " + referee.thumbprint());
    assertThat(named("HTTP", layers).lines().get(0))
        .startsWith("/sdk/vimServiceVersions.xml says vim25 ");
    assertThat(named("SDK", layers).lines().get(0)).startsWith("VMware vCenter Server");
    assertThat(named("login", layers).lines().get(0)).startsWith("as `operator` at VMware vCenter");
    assertThat(named("inventory", layers).lines())
        .contains("/DC0/host/DC0_C0: 3 of 3 hosts can take VMs")
        .anySatisfy(line -> assertThat(line).matches("datastore LocalDS_0: \\d+ GiB free"));
    assertThat(named("privileges", layers).lines().get(0))
        .matches("the account has all \\d+ that are needed");
    assertThat(named("upload", layers).lines()).containsExactly("[LocalDS_0] answers over https");
  }

  @Test
  void saysThatANameIsNotKnown() throws Exception {
    Layer dns = first("DNS", examine(Connections.to(referee, "host", "vcenter.invalid")));

    assertThat(dns.lines().get(0)).isEqualTo("the name `vcenter.invalid` is not known to DNS");
    assertThat(dns.lines().get(1)).startsWith("host `vcenter.invalid` from site.yml:");
    assertThat(dns.fix()).startsWith("check the name");
  }

  @Test
  void saysThatAPortIsClosed() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }

    Layer tcp = first("TCP", examine(Connections.to(referee, "port", String.valueOf(closed))));

    assertThat(tcp.lines().get(0))
        .isEqualTo(
            "127.0.0.1:" + closed + " refuses the connection; is the port right, is the server up");
    assertThat(tcp.lines()).anySatisfy(line -> assertThat(line).startsWith("port `" + closed));
  }

  @Test
  void saysThatAPortSpeaksPlainHttp() throws Exception {
    try (ServerSocket plain = new ServerSocket(0)) {
      Thread server = new Thread(() -> speakHttp(plain));
      server.setDaemon(true);
      server.start();
      Layer tls =
          first(
              "TLS",
              examine(
                  Connections.to(
                      referee,
                      "port",
                      String.valueOf(plain.getLocalPort()),
                      "thumbprint",
                      "",
                      "insecure",
                      "true")));

      assertThat(tls.lines().get(0)).contains("speaks plain http, not TLS");
    }
  }

  /** Answers whatever comes as a web server does that wants no TLS. */
  private static void speakHttp(ServerSocket server) {
    while (true) {
      try (Socket client = server.accept()) {
        client.getInputStream().read();
        client.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void showsACertificateThatIsNotTrusted() throws Exception {
    Layer tls = first("TLS", examine(Connections.to(referee, "thumbprint", "")));

    assertThat(tls.lines().get(0))
        .contains("no known authority issued it")
        .contains("`thumbprint: " + referee.thumbprint() + "`");
  }

  @Test
  void saysThatACertificateIsForAnotherHost() throws Exception {
    Layer tls =
        first(
            "TLS",
            examine(
                Connections.to(
                    referee,
                    "thumbprint",
                    "",
                    "ca_file",
                    referee.caFile().toString(),
                    "host",
                    "localhost")));

    assertThat(tls.lines().get(0)).contains("the certificate is not for `localhost`");
  }

  @Test
  void saysThatVcenterIsStillStarting() throws Exception {
    TestCertificate certificate = new TestCertificate(folder, "localhost");
    try (ScriptedServer starting =
        ScriptedServer.tls(
            certificate.serverContext(),
            (exchange, request) -> ScriptedServer.send(exchange, 503, "<title>Starting</title>"))) {
      Layer http =
          first(
              "HTTP",
              examine(
                  Connections.to(
                      referee,
                      "port",
                      String.valueOf(starting.port()),
                      "thumbprint",
                      certificate.thumbprint("SHA-256"))));

      assertThat(http.lines().get(0)).contains("(status 503): Starting");
      assertThat(http.fix()).isEqualTo("vpxd is starting or stopped: wait for it, or start it");
    }
  }

  @Test
  void saysThatAPageIsNoVcenter() throws Exception {
    referee.fault(Rule.on("RetrieveServiceContent").status(200));

    Layer sdk = first("SDK", examine(Connections.to(referee)));

    assertThat(sdk.lines().get(0)).contains("a web page instead of SOAP");
    assertThat(sdk.fix()).startsWith("give the address of the vCenter itself");
  }

  @Test
  void saysThatAPasswordIsWrong() throws Exception {
    Layer login = first("login", examine(Connections.to(referee, "password", "secret-canary")));

    assertThat(login.lines())
        .anySatisfy(line -> assertThat(line).startsWith("login: 127.0.0.1 refused the account: "))
        .anySatisfy(line -> assertThat(line).endsWith("(environment VC_PASSWORD)"))
        .anySatisfy(line -> assertThat(line).contains("a vCenter wants the user as user@domain"));
  }

  @Test
  void saysWhatIsMissingBeforeItReachesOut() throws Exception {
    Layer settings = first("settings", examine(Connections.to(referee, "password", "")));

    assertThat(settings.outcome()).isEqualTo(Outcome.MISTAKEN);
    assertThat(settings.lines().get(0)).isEqualTo("`vcenter` at site.yml:3:1 has no `password`");
    assertThat(settings.fix()).isEqualTo("write `password: ${env.VC_PASSWORD}` there");
    assertThat(referee.calls()).isEmpty();
  }

  @Test
  void saysWhichDatastoresARegexDoesNotMatch() throws Exception {
    List<Layer> layers = examine(Connections.to(referee, "datastore_regex", "nas.*"));

    Layer inventory = named("inventory", layers);
    assertThat(inventory.outcome()).isEqualTo(Outcome.MISTAKEN);
    assertThat(inventory.lines().get(0))
        .isEqualTo("none of the datastores there is a datastore that matches `nas.*`: LocalDS_0");
    assertThat(named("privileges", layers).outcome()).isEqualTo(Outcome.OK);
    assertThat(named("upload", layers).lines())
        .containsExactly("because there is no datastore to ask");
  }

  @Test
  void saysThatAClusterIsNotThere() throws Exception {
    Layer inventory = named("inventory", examine(Connections.to(referee, "cluster", "DC0_C1")));

    assertThat(inventory.outcome()).isEqualTo(Outcome.MISTAKEN);
    assertThat(inventory.lines().get(0)).startsWith("`cluster`: ").contains("DC0_C1");
  }

  @Test
  void saysThatFilesAreNotTaken() throws Exception {
    referee.fault(Rule.on("HEAD /folder").status(401));
    Layer refused = named("upload", examine(Connections.to(referee)));
    referee.resetFaults();
    referee.fault(Rule.on("HEAD /folder").status(301));
    Layer redirected = named("upload", examine(Connections.to(referee)));

    assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(refused.lines().get(0))
        .endsWith("answers status 401 for the files of [LocalDS_0] in DC0");
    assertThat(refused.fix()).startsWith("give the account Datastore.Browse");
    assertThat(redirected.fix())
        .isEqualTo("use the vCenter's own https address: no file is sent to another one");
  }

  @Test
  void saysThatADatastoreIsNotAccessible() {
    World world =
        new World()
            .datastore("nas1", 60)
            .datastore("nas2", 60)
            .cluster("C0")
            .host("C0", "esx0", 8, 16, "nas1", "nas2");
    world.set(world.at("/DC0/datastore/nas1"), "summary.accessible", false);
    VcenterSpec spec = Connections.spec(java.util.Map.of("datastore_regex", "nas1"));

    Layer layer = new InventoryLayer(spec, world.inventory(), (datastore, top) -> false).layer();

    assertThat(layer)
        .isEqualTo(
            Layer.refused(
                "inventory",
                List.of(
                    "none of the datastores that may be used can be written to now",
                    "/DC0/host/C0: 1 of 1 hosts can take VMs",
                    "datastore nas1: cannot be written to now: it is not accessible, or mounted"
                        + " read-only",
                    "not used: nas2"),
                "make one of them accessible in vCenter"));
  }

  @Test
  void tellsWhichSettingIsNotLookedAt() {
    Layer settings =
        new Settings(
                Connections.of(
                    "host",
                    "vc",
                    "host_ip",
                    "10.0.0.1",
                    "username",
                    "u",
                    "password",
                    "p",
                    "ca_file",
                    "a.pem",
                    "thumbprint",
                    "AA"))
            .layer();

    assertThat(settings.lines())
        .contains(
            "`host_ip` at site.yml:5:9 is not looked at: `host` at site.yml:4:9 wins",
            "`ca_file` at site.yml:8:9 is not looked at: `thumbprint` at site.yml:9:9 is the only"
                + " certificate that is trusted");
  }

  @Test
  void asksForPrivilegesThatVcenterKnows() {
    assertThat(referee.govc("role.ls", "Admin").lines().map(String::strip))
        .containsAll(
            new VcenterProvider()
                .kinds().stream()
                    .filter(VsphereKind.class::isInstance)
                    .flatMap(kind -> ((VsphereKind<?, ?, ?>) kind).activities().stream())
                    .flatMap(activity -> activity.needs().stream())
                    .map(NeededPrivilege::id)
                    .toList());
  }
}
