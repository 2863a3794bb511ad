package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of the playbook that is shown with a mistake shows no field that holds a secret. */
class ConcealedExcerptTest {
  private static final String CANARY = "CANARY-7F3Q2";

  @TempDir Path folder;
  private final SimulatorTarget target = new SimulatorTarget(0);

  @ParameterizedTest
  @ValueSource(strings = {"product_key", "admin_password", "domain_admin_password"})
  void aSecretBesideAMistakeIsConcealedWhateverItsFieldIsCalled(String field) {
    Provisioning provision =
        new Provisioning(
            target,
            folder,
            Acceptance.one(
                "vcpus: 1, ram: 64 MiB",
                "networks: {}, customization: {type: windows, %s: %s, bogus: 1}"
                    .formatted(field, CANARY)));

    Provisioning.Ended ended = provision.run("check");

    assertThat(ended.exit()).isEqualTo(65);
    assertThat(ended.err()).contains("bogus", "^^^^^").doesNotContain(CANARY);
    assertThat(ended.out()).doesNotContain(CANARY);
  }

  @Test
  void aSecretOfTheConnectionIsConcealedToo() {
    Provisioning provision =
        new Provisioning(
            target,
            folder,
            "name: ci\nvcenter: {host: h, host_password: " + CANARY + ", bogus: 1}\n");

    Provisioning.Ended ended = provision.run("check");

    assertThat(ended.exit()).isEqualTo(65);
    assertThat(ended.all()).contains("bogus").doesNotContain(CANARY);
  }
}
