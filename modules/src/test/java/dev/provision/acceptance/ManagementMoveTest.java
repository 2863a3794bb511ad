package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.HostProxySwitch;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualSwitch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts go from a standard switch to a distributed one: the management adapter together with its
 * NIC. vcsim only keeps what {@code UpdateNetworkConfig} asks for ({@code vcsim-lacks.yml}).
 */
class ManagementMoveTest {
  private static final String HOST = "/DC0/host/DC0_C0/esx-1";

  private static final String LAB =
      """
      speed: 1000
      datacenters:
        DC0:
          clusters:
            DC0_C0:
              hosts:
                esx:
                  count: 2
                  nics: 3
                  switches: {vSwitch1: {nics: [vmnic1]}}
                  management_vlan: 7
                  vmkernels:
                    vmk0: {network: Management Network, ip: 10.0.0.5/24, services: [management]}
          datastores: {LocalDS_0: 1 TiB}
          networks:
            Management Network: {vlan: 7}
            VM Network: {vswitch: vSwitch1}
          templates: {DC0_SEED: {network: VM Network}}
      """;

  private static final String SITE =
      """
      name: ci
      vcenter: VCENTER
      switches:
        dvs1: {uplinks: [left, right], hosts: {all: {left: vmnic0}}}
      networks:
        mgmt: {switch: dvs1, vlan: 7}
      vmkernels:
        mgmt:
          for_each: ["1", "2"]
          host: esx-${each}
          device: vmk0
          network: mgmt
          adopt: true
      """;

  @TempDir Path folder;
  private SimulatorTarget target;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(LAB);
  }

  @AfterEach
  void stop() {
    target.close();
  }

  private <T> T property(String path, Class<T> type) {
    return target.vim().property(target.stub().at(HOST), path, type);
  }

  private HostVirtualNic vmk0() {
    return new SeenAdapters(target, HOST).nic("vmk0");
  }

  private List<String> nics(String name) {
    return Arrays.stream(property("config.network.vswitch", HostVirtualSwitch[].class))
        .filter(each -> each.getName().equals(name))
        .flatMap(each -> Arrays.stream(each.getPnic() == null ? new String[0] : each.getPnic()))
        .toList();
  }

  private List<String> nicsOfDvs() {
    HostProxySwitch[] all = property("config.network.proxySwitch", HostProxySwitch[].class);
    return Arrays.stream(all == null ? new HostProxySwitch[0] : all)
        .flatMap(each -> Arrays.stream(each.getPnic() == null ? new String[0] : each.getPnic()))
        .toList();
  }

  private void nothingIsLeft(Provisioning provision) {
    target.resetCalls();
    assertThat(Suite.converged(provision.apply()).out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void theManagementAdapterMovesWithItsNicInOneChangeAHost() {
    Provisioning provision = new Provisioning(target, folder, SITE);

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply("--yes");
    assertThat(nics("vSwitch0")).as("still there").hasSize(1);
    target.resetCalls();
    Suite.converged(provision.apply("--allow", "cut-network"));

    assertThat(plan.out())
        .contains("network  Management Network -> mgmt")
        .contains(
            "vCenter manages the host through it; vmnic0 of vSwitch0 goes along, in one change")
        .contains(
            "vCenter manages `esx-1` over vmnic0, so it comes to left together with the management"
                + " adapter, when `vmkernels` has that on a port group of this switch");
    assertThat(refused.all()).contains("--allow cut-network");
    assertThat(target.mutating())
        .containsEntry("UpdateNetworkConfig", 2)
        .doesNotContainKey("UpdateVirtualNic")
        .doesNotContainKey("UpdateVirtualSwitch");
    assertThat(nics("vSwitch0")).isEmpty();
    assertThat(nicsOfDvs()).containsExactly("key-vim.host.PhysicalNic-vmnic0");
    assertThat(vmk0().getPortgroup()).isEmpty();
    assertThat(vmk0().getSpec().getDistributedVirtualPort()).isNotNull();
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
  }

  @Test
  void aWrongVlanIsTakenBackAsAWholeAndTold() {
    Provisioning provision = new Provisioning(target, folder, SITE.replace("vlan: 7", "vlan: 8"));

    Provisioning.Ended ended = provision.apply("--allow", "cut-network");

    assertThat(ended.exit()).isNotZero();
    assertThat(ended.all())
        .contains(
            "Network configuration change disconnected the host 'esx-1' from vCenter server and"
                + " has been rolled back.");
    assertThat(vmk0().getPortgroup()).isEqualTo("Management Network");
    assertThat(nics("vSwitch0")).hasSize(1);
    assertThat(nicsOfDvs()).isEmpty();
    provision.rewrite(SITE);
    Suite.converged(provision.apply("--allow", "cut-network"));
    nothingIsLeft(provision);
  }

  @Test
  void aWrongVlanOfItsPortGroupIsTakenBackAfterTheMoveToo() {
    Provisioning provision = new Provisioning(target, folder, SITE);
    Suite.converged(provision.apply("--allow", "cut-network"));
    provision.rewrite(SITE.replace("vlan: 7", "vlan: 8"));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply("--yes");
    Provisioning.Ended ended = provision.apply("--allow", "cut-network");

    assertThat(plan.out())
        .contains("connected to it: vmk0 of `esx-1`, over which vCenter manages it");
    assertThat(refused.all()).contains("--allow cut-network");
    assertThat(ended.all()).contains("has been rolled back");
    provision.rewrite(SITE);
    nothingIsLeft(provision);
  }

  @Test
  void thePlaybookAboutItDoesWhatItSays() throws Exception {
    LabPlaybook playbook = new LabPlaybook(folder, "distributed-network.yml");
    assertThat(playbook.run("apply", "--yes")).contains("--allow cut-network");
    assertThat(playbook.run("apply", "--allow", "cut-network")).endsWith("exit 0");

    Rehearsed.afterApply("distributed-network.yml", playbook.run("rehearse"));
    assertThat(playbook.run("show", "vmkernel.management-1")).contains("management");
    assertThat(playbook.run("plan")).contains("No changes.");
  }

  @Test
  void anotherNicLeavesItsStandardSwitchWithTheStepOfTheSwitch() {
    String dvs =
        """
        name: ci
        vcenter: VCENTER
        switches:
          dvs1: {uplinks: [left, right], hosts: {all: {left: none, right: %s}}}
        """;
    Provisioning provision = new Provisioning(target, folder, dvs.formatted("none"));
    Suite.converged(provision.apply());
    provision.rewrite(dvs.formatted("vmnic1"));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply("--yes");
    Suite.converged(provision.apply("--allow", "cut-network"));

    assertThat(plan.out())
        .contains("hosts.esx-1.right  none -> vmnic1")
        .contains("vmnic1 leaves vSwitch1, which then has none; without network: VM Network");
    assertThat(refused.all()).contains("--allow cut-network");
    assertThat(nics("vSwitch1")).isEmpty();
    assertThat(nicsOfDvs()).containsExactly("key-vim.host.PhysicalNic-vmnic1");
    nothingIsLeft(provision);
  }
}
