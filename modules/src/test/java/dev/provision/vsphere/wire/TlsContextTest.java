package dev.provision.vsphere.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.provision.vsphere.wire.TransportFailure.Layer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextTest {
  @TempDir static Path directory;
  private static TestCertificate certificate;
  private static ScriptedServer server;

  @BeforeAll
  static void startAServer() throws Exception {
    certificate = new TestCertificate(directory, "localhost", "-validity", "30");
    server = sdk(certificate);
  }

  @AfterAll
  static void stopTheServer() {
    server.close();
  }

  @Test
  void refusesACertificateOfNoKnownAuthorityAndNamesIt() throws Exception {
    String sha256 = certificate.thumbprint("SHA-256");

    assertThat(refused("localhost", policy(null, null)))
        .isEqualTo(
            "localhost:"
                + server.port()
                + ": the certificate is not trusted: no known authority issued it; it is"
                + " `CN=localhost,O=Lab` issued by `CN=Lab CA`, SHA-256 "
                + sha256
                + "; name its authority with `ca_file`, or pin it with `thumbprint: "
                + sha256
                + "` after comparing it on the server");
  }

  @Test
  void trustsTheAuthoritiesOfAFile() throws Exception {
    assertThat(version("localhost", policy(certificate.caFile(), null))).isEqualTo("8.0.2.0");
  }

  @Test
  void refusesAGoodCertificateOfAnotherHost() throws Exception {
    assertThat(refused("127.0.0.1", policy(certificate.caFile(), null)))
        .startsWith("127.0.0.1:" + server.port() + ": the certificate is not for `127.0.0.1`: ");
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    TestCertificate expired =
        new TestCertificate(directory, "localhost", "-startdate", "-10d", "-validity", "5");
    try (ScriptedServer old = sdk(expired)) {
      TransportFailure failure =
          catchThrowableOfType(
              TransportFailure.class,
              () -> version("localhost", old.port(), policy(expired.caFile(), null)));

      assertThat(failure).hasMessageContaining(": the certificate expired on ");
    }
  }

  @Test
  void trustsThePinnedCertificateWhateverItsHost() throws Exception {
    String sha256 = certificate.thumbprint("SHA-256");
    String sha1 = certificate.thumbprint("SHA-1");

    assertThat(version("127.0.0.1", policy(null, sha256))).isEqualTo("8.0.2.0");
    assertThat(version("127.0.0.1", policy(null, sha1))).isEqualTo("8.0.2.0");
    assertThat(version("localhost", policy(null, sha1.replace(":", "").toLowerCase(Locale.ROOT))))
        .isEqualTo("8.0.2.0");
  }

  @Test
  void trustsNothingButThePinnedCertificate() throws Exception {
    String other = "00:".repeat(31) + "00";

    assertThat(refused("localhost", policy(certificate.caFile(), other)))
        .startsWith(
            "localhost:"
                + server.port()
                + ": the certificate is not the pinned one: pinned is "
                + other
                + ", the server has `CN=localhost,O=Lab` issued by `CN=Lab CA`, SHA-256 "
                + certificate.thumbprint("SHA-256"));
  }

  @Test
  void verifiesNothingWhenToldSo() throws Exception {
    TlsPolicy insecure = new TlsPolicy(Optional.empty(), Optional.empty(), true);

    assertThat(version("127.0.0.1", insecure)).isEqualTo("8.0.2.0");
  }

  @Test
  void refusesSettingsThatCannotBeUsed() throws Exception {
    Path text = Files.writeString(directory.resolve("notes.txt"), "no certificate");

    assertThatThrownBy(() -> TlsContext.pinnedTo("12:34"))
        .isInstanceOf(TransportFailure.class)
        .hasMessage(
            "the thumbprint `12:34` is neither a SHA-256 (64 hex digits) nor a SHA-1 (40 hex"
                + " digits)");
    assertThatThrownBy(() -> TlsContext.of(policy(Path.of("/nowhere/ca.pem"), null)))
        .isInstanceOf(TransportFailure.class)
        .hasMessage("the ca_file `/nowhere/ca.pem` cannot be used: there is no such file");
    assertThatThrownBy(() -> TlsContext.of(policy(text, null)))
        .isInstanceOf(TransportFailure.class)
        .hasMessage("the ca_file `" + text + "` cannot be used: it is no PEM file of certificates");
  }

  private static String refused(String host, TlsPolicy policy) {
    TransportFailure failure =
        catchThrowableOfType(TransportFailure.class, () -> version(host, policy));
    assertThat(failure.layer()).isEqualTo(Layer.TLS);
    assertThat(failure.maybeSent()).isFalse();
    return failure.getMessage();
  }

  private static String version(String host, TlsPolicy policy) throws Exception {
    return version(host, server.port(), policy);
  }

  private static String version(String host, int port, TlsPolicy policy) throws Exception {
    Duration timeout = Duration.ofSeconds(10);
    SoapOptions options = new SoapOptions(host, port, policy, timeout, timeout, "", List.of());
    try (SoapTransport transport = new SoapTransport(options)) {
      return transport.version().text();
    }
  }

  private static ScriptedServer sdk(TestCertificate of) throws Exception {
    return ScriptedServer.sdk(of.serverContext(), (x, request) -> ScriptedServer.send(x, 404, ""));
  }

  private static TlsPolicy policy(Path caFile, String thumbprint) {
    return new TlsPolicy(Optional.ofNullable(caFile), Optional.ofNullable(thumbprint), false);
  }
}
