package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A vCenter that cannot be reached: the layer that failed and what to do, within seconds. */
class ConnectionErrorsTest extends Acceptance {
  private Duration good;
  private Duration bad;

  @BeforeEach
  void measure() {
    target.needs(NETWORK);
    long start = System.nanoTime();
    converged(provision(plain()).plan());
    good = Duration.ofNanos(System.nanoTime() - start);
  }

  @AfterEach
  void tookSeconds() {
    Duration most = good.multipliedBy(20);
    assertThat(bad)
        .isLessThan(most.compareTo(Duration.ofSeconds(30)) > 0 ? most : Duration.ofSeconds(30));
  }

  private String refused(String... settings) {
    String vcenter = target.vcenterWith(settings);
    Provisioning provision = provision(plain().replace("VCENTER", vcenter));
    long start = System.nanoTime();
    Provisioning.Ended plan = provision.plan();
    bad = Duration.ofNanos(System.nanoTime() - start);
    assertThat(plan.exit()).as(plan.all()).isEqualTo(69);
    assertThat(plan.out()).isEmpty();
    Provisioning.Ended apply = provision.apply();
    assertThat(apply.exit()).isEqualTo(69);
    assertThat(apply.err()).isEqualTo(plan.err());
    assertThat(plan.err()).doesNotContain("Exception").doesNotContain("\tat ");
    return plan.err();
  }

  @Test
  void aWrongPassword() {
    assertThat(refused("password: wrong-canary"))
        .startsWith("error: login: " + target.host() + " refused the account: ")
        .contains("username `" + target.environment().get("VC_USER") + "` from site.yml:2:")
        .contains("(environment VC_USER)")
        .endsWith("check user and password, and whether the account is locked\n")
        .doesNotContain("wrong-canary");
  }

  @Test
  void aPortThatIsRefused() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    assertThat(refused("port: " + free))
        .startsWith(
            "error: TCP: %s:%d refuses the connection; is the port right, is the server up\n"
                .formatted(target.host(), free))
        .contains("port `" + free + "` from site.yml:2:");
  }

  @Test
  void aHostThatIsUnknown() {
    assertThat(refused("host: no-such-host.invalid"))
        .startsWith("error: DNS: the name `no-such-host.invalid` is not known to DNS\n")
        .contains("host `no-such-host.invalid` from site.yml:2:");
  }

  @Test
  void aCertificateThatNobodyTrusts() {
    assertThat(refused("ca_file:"))
        .startsWith("error: TLS: ")
        .contains("the certificate is not trusted: no known authority issued it")
        .contains("name its authority with `ca_file`, or pin it with `thumbprint: ");
  }

  @Test
  void aPinnedThumbprintThatIsAnothers() {
    assertThat(refused("ca_file:", "thumbprint: \"" + "AB:".repeat(31) + "AB\""))
        .startsWith("error: TLS: ")
        .contains("the certificate is not the pinned one: pinned is AB:AB:")
        .contains("it was renewed, or somebody is in between");
  }

  @Test
  void aPortThatSpeaksPlainHttp() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      new Thread(() -> answerAll(plain)).start();

      assertThat(refused("port: " + plain.getLocalPort()))
          .startsWith(
              "error: TLS: %s:%d speaks plain http, not TLS; vCenter's https port is 443\n"
                  .formatted(target.host(), plain.getLocalPort()));
    }
  }

  /** As a web server does with what is no HTTP. */
  private static void answerAll(ServerSocket server) {
    byte[] answer =
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        connection.getInputStream().read(new byte[4096]);
        connection.getOutputStream().write(answer);
      } catch (IOException e) {
        continue;
      }
    }
  }
}
