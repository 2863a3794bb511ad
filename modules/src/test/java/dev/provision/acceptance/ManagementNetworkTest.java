package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network that a host itself uses is changed only when the user allows a cut. */
class ManagementNetworkTest {
  private static final String HOST = "/DC0/host/DC0_C0/esx";

  private static final String LAB =
      """
      speed: 1000
      datacenters:
        DC0:
          clusters:
            DC0_C0:
              hosts:
                esx:
                  nics: 4
                  switches: {vSwitch1: {nics: [vmnic1, vmnic2]}}
                  vmkernels:
                    vmk0: {network: Management Network, ip: 10.0.0.5/24}
          datastores: {LocalDS_0: 1 TiB}
          networks:
            Management Network: {}
            VM Network: {vswitch: vSwitch1}
          templates: {DC0_SEED: {network: VM Network}}
      """;

  @TempDir Path folder;
  private SimulatorTarget target;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(LAB);
  }

  private Provisioning provision(String networks) {
    return new Provisioning(target, folder, "name: ci\nvcenter: VCENTER\nnetworks:\n" + networks);
  }

  private Integer vlan(String group) {
    return target.otherClient().portGroups(HOST).get(group);
  }

  @Test
  void aPortGroupWithAnAdapterOfTheHostIsChangedOnlyWhenThatIsAllowed() {
    String mgmt =
        "  mgmt: {port_group: Management Network, switch: vSwitch0, hosts: [esx], adopt: true, %s}\n";
    Provisioning provision = provision(mgmt.formatted("security: {promiscuous: false}"));
    Suite.converged(provision.apply());
    provision.rewrite(
        "name: ci\nvcenter: VCENTER\nnetworks:\n"
            + mgmt.formatted("vlan: 7, teaming: {failback: false}"));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply("--yes");

    assertThat(plan.steps())
        .contains("vlan  none -> 7")
        .contains("the host's own traffic goes through vmk0");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.all()).contains("cut-network");
    assertThat(vlan("Management Network")).isZero();
    Suite.converged(provision.apply("--allow", "cut-network"));
    assertThat(vlan("Management Network")).isEqualTo(7);
  }

  @Test
  void anUplinkThatTheSwitchDoesNotHaveIsRefusedByThePlan() {
    Provisioning provision =
        provision(
            "  app: {switch: vSwitch1, hosts: [esx], teaming: {active: [vmnic2], standby: [vmnic3]}}\n");

    Provisioning.Ended plan = provision.plan();
    assertThat(plan.err())
        .contains("`vmnic3` is no uplink of vSwitch1 on `esx`; it has vmnic1, vmnic2");
    provision.rewrite(
        "name: ci\nvcenter: VCENTER\nnetworks:\n"
            + "  app: {switch: vSwitch1, hosts: [esx], teaming: {active: [vmnic2], standby: [vmnic1]}}\n");
    Suite.converged(provision.apply());
    Provisioning.Ended rehearsed = provision.run("rehearse");

    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");
    assertThat(provision.plan().all()).contains("No changes.");
  }
}
