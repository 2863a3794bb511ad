package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version that cannot be is refused by the plan; vcsim has no calls to ask for them. */
class SwitchVersionsTest {
  private static final String LAB =
      """
      speed: 1000
      datacenters:
        DC0:
          clusters:
            DC0_C0:
              hosts:
                new: {}
                old: {newest_switch: 7.0.3}
          datastores: {LocalDS_0: 1 TiB}
          networks: {VM Network: {}}
          templates: {DC0_SEED: {network: VM Network}}
      """;

  @TempDir Path folder;
  private SimulatorTarget target;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(LAB);
  }

  private static String play(String fields) {
    return "name: ci\nvcenter: VCENTER\nswitches:\n  dvs1: {uplinks: [up], " + fields + "}\n";
  }

  @Test
  void aVersionThatTheServerDoesNotOfferIsRefusedByThePlanWithThoseThatItDoes() {
    Provisioning.Ended plan = new Provisioning(target, folder, play("version: 8.0.9")).plan();

    assertThat(plan.exit()).isEqualTo(65);
    assertThat(plan.err())
        .contains(
            "the server offers no version 8.0.9, but 6.5.0, 6.6.0, 7.0.0, 7.0.2, 7.0.3, 8.0.0");
  }

  @Test
  void aHostThatCannotCarryTheVersionIsNamedByThePlan() {
    Provisioning provision =
        new Provisioning(target, folder, play("version: 8.0.0, hosts: {all: {up: none}}"));

    Provisioning.Ended refused = provision.plan();
    provision.rewrite(play("version: 7.0.3, hosts: {all: {up: none}}"));
    Suite.converged(provision.apply());
    provision.rewrite(play("version: 8.0.0"));
    Provisioning.Ended member = provision.plan();

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains("`old` cannot be on a switch of version 8.0.0")
        .contains("site.yml:4:54")
        .doesNotContain("`new`");
    assertThat(member.err()).contains("`old`, which is on the switch, cannot carry version 8.0.0");
  }

  @Test
  void portsLearnAddressesOnASwitchThatCanOnly() {
    String nested = "networks:\n  nested: {switch: dvs1, mac_learning: {enabled: true}}\n";
    Provisioning provision = new Provisioning(target, folder, play("version: 6.5.0"));
    Suite.converged(provision.apply());
    provision.rewrite(play("version: 6.5.0") + nested);

    Provisioning.Ended refused = provision.plan();
    provision.rewrite(play("version: 6.6.0"));
    Suite.converged(provision.apply());
    provision.rewrite(play("version: 6.6.0") + nested);
    Suite.converged(provision.apply());

    assertThat(refused.err())
        .contains("`mac_learning` needs a switch of version 6.6.0, and dvs1 has 6.5.0");
  }
}
