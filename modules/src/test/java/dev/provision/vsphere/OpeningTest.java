package dev.provision.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.provision.referee.NeedsReferee;
import dev.provision.referee.Referee;
import dev.provision.referee.Rule;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.RunContext;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.connection.VcenterSpec;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NeedsReferee
class OpeningTest {
  private static Referee referee;

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
  }

  private static String refusal(Declaration<VcenterSpec> connection) {
    return refusal(connection, ModuleException.Kind.UNREACHABLE);
  }

  private static String refusal(
      Declaration<VcenterSpec> connection, ModuleException.Kind expected) {
    ModuleException e =
        catchThrowableOfType(
            ModuleException.class,
            () ->
                new VsphereProvider(java.util.List.of()) {}.openReadOnly(
                    connection, new RunContext("r1", Clock.systemUTC(), Optional.empty())));
    assertThat(e.kind()).isEqualTo(expected);
    assertThat(e.getMessage()).doesNotContain("secret-canary");
    assertThat(referee.sessions()).isZero();
    return e.getMessage();
  }

  private static Declaration<VcenterSpec> operator(String... more) {
    return Connections.to(referee, more);
  }

  @Test
  void saysWhichSettingIsMissing() {
    assertThat(refusal(operator("host", "")))
        .isEqualTo(
            """
            `vcenter` at site.yml:3:1 has no `host`
              give it there, as `host: ${env.VC_HOST}` for example; nova.conf's `host_ip` is taken too\
            """);
    assertThat(refusal(operator("username", ""))).contains("has no `username`", "VC_USER}");
    assertThat(refusal(operator("password", ""))).contains("has no `password`", "VC_PASSWORD}");
  }

  @Test
  void saysWhereAWrongPasswordCameFrom() {
    assertThat(refusal(operator("password", "secret-canary", "username", "operator")))
        .startsWith("login: 127.0.0.1 refused the account: ")
        .contains("\n  username `operator` from site.yml:")
        .contains("\n  password from site.yml:", " (environment VC_PASSWORD)")
        .endsWith(
            "\n  check user and password, and whether the account is locked; a vCenter wants the"
                + " user as user@domain");
  }

  @Test
  void namesThePrivilegeThatALoginLacks() {
    referee.fault(Rule.on("Login").fault("NoPermission").field("privilegeId", "System.View"));

    assertThat(refusal(operator()))
        .startsWith("login: 127.0.0.1 let `")
        .contains("the account lacks the privilege System.View")
        .contains("\n  give the account a role on the root folder");
  }

  @Test
  void saysThatANameIsNotKnown() {
    assertThat(refusal(operator("host", "vcenter.invalid")))
        .startsWith("DNS: the name `vcenter.invalid` is not known to DNS")
        .contains("\n  host `vcenter.invalid` from site.yml:");
  }

  @Test
  void refusesAnAddressInPlaceOfAHost() {
    assertThat(refusal(operator("host", "https://vc.lab/sdk")))
        .startsWith("`https://vc.lab/sdk` is a URL, not the name or address of a host")
        .endsWith("write `vc.lab`");
    assertThat(refusal(operator("host", "vc.lab:8443")))
        .startsWith("`vc.lab:8443` is a host with its port, not the name or address of a host")
        .endsWith("write `vc.lab`, and `port: 8443`");
  }

  @Test
  void saysThatAConnectionIsRefused() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    assertThat(refusal(operator("port", String.valueOf(closed))))
        .startsWith("TCP: 127.0.0.1:" + closed + " refuses the connection")
        .contains("\n  port `" + closed + "` from site.yml:");
  }

  @Test
  void showsTheThumbprintOfACertificateThatNobodyTrusts() {
    assertThat(refusal(operator("thumbprint", "")))
        .startsWith("TLS: 127.0.0.1:")
        .contains("no known authority issued it")
        .contains("`thumbprint: " + referee.thumbprint() + "`");
  }

  @Test
  void saysThatThePinnedCertificateIsAnother() {
    String other = "00:" + referee.thumbprint().substring(3);

    assertThat(refusal(operator("thumbprint", other)))
        .contains("the certificate is not the pinned one")
        .contains("\n  thumbprint from site.yml:");
  }

  @Test
  void saysThatTheCertificateIsForAnotherHost() {
    assertThat(
            refusal(
                operator(
                    "thumbprint", "", "ca_file", referee.caFile().toString(), "host", "localhost")))
        .startsWith("TLS: localhost:")
        .contains("the certificate is not for `localhost`");
  }

  @Test
  void saysThatThePortSpeaksPlainHttp() {
    try (Referee plain = Referee.start("-vm", "0", "-tls=false")) {
      assertThat(
              refusal(
                  Connections.of(
                      "host", plain.host(),
                      "port", String.valueOf(plain.port()),
                      "username", "operator",
                      "password", "right",
                      "insecure", "true")))
          .startsWith("TLS: 127.0.0.1:")
          .contains("plain http");
    }
  }

  @Test
  void saysThatAPageIsNoVcenter() {
    referee.fault(Rule.on("RetrieveServiceContent").status(200));

    assertThat(refusal(operator()))
        .startsWith("HTTP: 127.0.0.1:")
        .contains("a web page instead of SOAP");
  }

  @Test
  void saysThatVcenterIsStillStarting() {
    referee.fault(Rule.on("RetrieveServiceContent").status(503));

    assertThat(refusal(operator(), ModuleException.Kind.TRANSIENT))
        .startsWith("HTTP: ")
        .contains("(status 503)");
  }
}
