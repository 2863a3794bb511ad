package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port group of a distributed switch's uplinks is no network for VMs. */
class UplinkTest {
  private static final String LAB =
      SimulatorTarget.LAB.replace(
          "      DC0_NSX0:",
          "      DVS0-Uplinks: {distributed_switch: DVS0, uplink: true}\n      DC0_NSX0:");

  private static final String PLAY =
      """
      name: ci
      vcenter: VCENTER
      images:
        base: {template: /DC0/vm/DC0_SEED}
      networks:
        private: {port_group: %s}
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      instances:
        web: {image: base, flavor: small, networks: {eth0: private}}
      """;

  @TempDir Path folder;

  @Test
  void itIsRefusedBeforeAnythingIsMade() {
    try (SimulatorTarget target = new SimulatorTarget(LAB)) {
      Provisioning provision = new Provisioning(target, folder, PLAY.formatted("DVS0-Uplinks"));
      String refusal =
          "site.yml:6:25: error: `/DC0/network/DVS0-Uplinks` is the uplink port group of a"
              + " distributed switch: it connects the switch to the hosts' physical adapters, and"
              + " no VM; name one of the switch's other port groups";

      Provisioning.Ended refused = provision.apply();

      assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
      assertThat(refused.err()).contains(refusal);
      assertThat(target.mutating()).isEmpty();
    }
  }

  @Test
  void whereOnlyTheUplinksComeNearNothingIsOffered() {
    try (SimulatorTarget target = new SimulatorTarget(LAB)) {
      Provisioning.Ended refused =
          new Provisioning(target, folder, PLAY.formatted("DVS0-Uplink")).plan();

      assertThat(refused.err())
          .contains("error: there is no port group `DVS0-Uplink`")
          .doesNotContain("did you mean");
    }
  }
}
