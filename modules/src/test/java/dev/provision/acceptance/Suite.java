package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * What tests of the suite have in common: a target, fresh for each test, and words for playbooks.
 */
abstract class Suite {
  @Parameter Targets.Place place;
  @TempDir Path folder;
  Target target;

  @BeforeEach
  void start() {
    target = place.start(0);
  }

  @AfterEach
  void stop() {
    target.close();
  }

  /** A playbook: an environment, an image and networks that are there, and the rest. */
  static String play(String rest) {
    return """
        name: ci
        vcenter: VCENTER
        images:
          base: {template: /DC0/vm/DC0_C0_RP0_VM0}
        networks:
          private: {port_group: VM Network}
          back: {port_group: DC0_DVPG0}
        """
        + rest;
  }

  /** {@link #play} with one flavor and one instance. */
  static String one(String flavor, String instance) {
    return play(
        """
        flavors:
          small: {%s}
        instances:
          web: {image: base, flavor: small%s}
        """
            .formatted(flavor, instance.isEmpty() ? "" : ", " + instance));
  }

  /** {@link #one} with nothing that needs more than a clone. */
  static String plain() {
    return one("vcpus: 1, ram: 64 MiB", "networks: {eth0: private}");
  }

  /** One of these with a {@code count}. */
  static String many(int count, String more) {
    return play(
        """
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        instances:
          web: {count: %d, image: base, flavor: small, networks: {eth0: private}%s}
        """
            .formatted(count, more));
  }

  Provisioning provision(String playbook) {
    return new Provisioning(target, folder, playbook);
  }

  static Provisioning.Ended converged(Provisioning.Ended ended) {
    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(ended.err()).isEmpty();
    return ended;
  }

  /** Plans, and applies again: neither finds anything to do, and the server sees no write. */
  void nothingIsLeft(Provisioning provision) {
    boolean counts = target.whyNot(Target.Ability.COUNTS_CALLS) == null;
    if (counts) {
      target.resetCalls();
    }
    Provisioning.Ended again = provision.apply();
    assertThat(again.out()).contains("No changes.");
    assertThat(again.exit()).as(again.all()).isZero();
    if (counts) {
      assertThat(target.mutating()).isEmpty();
    }
  }
}
