package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.HostVirtualNic;
import java.nio.file.Path;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VMkernel adapters are made, changed and removed; vcsim has no calls for them. */
class VmkernelsTest {
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
                  switches: {vSwitch1: {nics: [vmnic1]}, alone: {}}
                  management_vlan: 7
                  vmkernels:
                    vmk0: {network: Management Network, ip: 10.0.0.5/24, services: [management]}
          datastores: {LocalDS_0: 1 TiB}
          networks:
            Management Network: {vlan: 7}
            VM Network: {vswitch: vSwitch1}
            spare: {vlan: 7, vswitch: vSwitch1}
            nowhere: {vlan: 7, vswitch: alone}
          templates: {DC0_SEED: {network: VM Network}}
      """;

  private static final String ADAPTERS =
      """
      networks:
        vmotion: {switch: vSwitch1, vlan: 90, cluster: DC0_C0}
      vmkernels:
        vmotion:
          for_each: ["1", "2"]
          host: esx-${each}
          network: vmotion
          ip: "10.90.0.1${each}/24"
          mtu: 9000
          services: [vmotion]
      """;

  @TempDir Path folder;
  private SimulatorTarget target;

  @BeforeEach
  void start() {
    target = new SimulatorTarget(LAB);
  }

  private static String play(String rest) {
    return "name: ci\nvcenter: VCENTER\n" + rest;
  }

  private Provisioning provision(String rest) {
    return new Provisioning(target, folder, play(rest));
  }

  private HostVirtualNic nic(String host, String device) {
    return new SeenAdapters(target, "/DC0/host/DC0_C0/" + host).nic(device);
  }

  private SortedSet<String> services(String device) {
    return new SeenAdapters(target, "/DC0/host/DC0_C0/esx-1").services(device);
  }

  private void nothingIsLeft(Provisioning provision) {
    target.resetCalls();
    assertThat(Suite.converged(provision.apply()).out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void areMadeOnAPortGroupOfTheSameApplyAndGoBeforeIt() {
    Provisioning provision = provision(ADAPTERS);

    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply());

    assertThat(plan.steps())
        .contains("+  vmkernel.vmotion-1  esx-1, vmotion, 10.90.0.11/24, vmotion");
    HostVirtualNic nic = nic("esx-1", "vmk1");
    assertThat(nic.getPortgroup()).isEqualTo("vmotion");
    assertThat(nic.getSpec().getIp().getIpAddress()).isEqualTo("10.90.0.11");
    assertThat(nic.getSpec().getIp().getSubnetMask()).isEqualTo("255.255.255.0");
    assertThat(nic.getSpec().getMtu()).isEqualTo(9000);
    assertThat(services("vmk1")).containsExactly("vmotion");
    assertThat(target.otherClient().in("/provision/ci")).hasSize(4);
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");

    Provisioning.Ended destroyed =
        provision.run("destroy", "--yes", "--allow", "delete,cut-network");

    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(nic("esx-1", "vmk1")).isNull();
    assertThat(target.otherClient().portGroups("/DC0/host/DC0_C0/esx-2"))
        .doesNotContainKey("vmotion");
    assertThat(target.otherClient().in("/provision")).isEmpty();
  }

  @Test
  void oneThatIsNoLongerDeclaredIsAnOrphanAndPrunedOnlyWhenACutIsAllowed() {
    Provisioning provision = provision(ADAPTERS);
    Suite.converged(provision.apply());
    provision.rewrite(play(ADAPTERS.replace("[\"1\", \"2\"]", "[\"1\"]")));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply("--prune", "--yes", "--allow", "delete");
    assertThat(nic("esx-2", "vmk1")).isNotNull();
    Suite.converged(provision.apply("--prune", "--yes", "--allow", "delete,cut-network"));

    assertThat(plan.steps())
        .contains(
            "vmkernel.vmotion-2  orphan: /DC0/host/DC0_C0/esx-2 vmkernel adapter vmk1 on vmotion");
    assertThat(refused.all()).contains("cut-network");
    assertThat(nic("esx-2", "vmk1")).isNull();
    nothingIsLeft(provision);
  }

  @Test
  void aStackOfAServiceHasItAndAnotherStackIsAnotherAdapter() {
    String storage =
        """
        vmkernels:
          a: {host: esx-1, network: spare, ip: 10.91.0.1/24, netstack: vmotion, services: [vmotion]}
        """;
    Provisioning provision = provision(storage);
    Suite.converged(provision.apply());

    assertThat(nic("esx-1", "vmk1").getSpec().getNetStackInstanceKey()).isEqualTo("vmotion");
    assertThat(services("vmk1")).containsExactly("vmotion");
    assertThat(target.calls()).doesNotContainKey("SelectVnicForNicType");
    nothingIsLeft(provision);
    provision.rewrite(play(storage.replace("netstack: vmotion", "netstack: defaultTcpipStack")));
    assertThat(provision.plan().all()).contains("an adapter stays in its TCP/IP stack");
  }

  @Test
  void aServiceThatOneAdapterMayHaveIsTakenFromTheOtherOnlyWhenThatIsAllowed() {
    String two =
        """
        vmkernels:
          a: {host: esx-1, network: spare, ip: 10.91.0.1/24, services: [faultToleranceLogging]}
          b: {host: esx-1, network: VM Network, ip: 10.92.0.1/24, services: [vmotion]}
        """;
    Provisioning provision = provision(two);
    Suite.converged(provision.apply());
    provision.rewrite(
        play(
            two.replace(", services: [faultToleranceLogging]", "")
                .replace("[vmotion]", "[faultToleranceLogging]")));

    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply("--allow", "cut-network"));

    assertThat(plan.out()).contains("only one adapter of a host may have faultToleranceLogging");
    assertThat(services("vmk1")).isEmpty();
    assertThat(services("vmk2")).containsExactly("faultToleranceLogging", "vmotion");
    nothingIsLeft(provision);
  }

  private static String management(String fields) {
    return "vmkernels:\n  m: {host: esx-1, adopt: true, " + fields + "}\n";
  }

  @Test
  void theManagementAdapterIsChangedInOneTransactionWhenACutIsAllowed() {
    Provisioning provision =
        provision(management("network: Management Network, device: vmk0, ip: 10.0.0.5/24"));
    Suite.converged(provision.apply());
    provision.rewrite(play(management("network: spare, device: vmk0, ip: 10.0.0.6/24")));

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply("--yes");
    target.resetCalls();
    Suite.converged(provision.apply("--allow", "cut-network"));

    assertThat(plan.out()).contains("vCenter manages the host through it");
    assertThat(refused.exit()).isNotZero();
    assertThat(target.mutating())
        .containsEntry("UpdateNetworkConfig", 1)
        .doesNotContainKey("UpdateVirtualNic");
    assertThat(nic("esx-1", "vmk0").getPortgroup()).isEqualTo("spare");
    assertThat(nic("esx-1", "vmk0").getSpec().getIp().getIpAddress()).isEqualTo("10.0.0.6");
    nothingIsLeft(provision);
    provision.rewrite(play(""));
    Suite.converged(provision.apply("--prune", "--yes", "--allow", "delete,cut-network"));
    assertThat(nic("esx-1", "vmk0")).as("given back").isNotNull();
  }

  @Test
  void aManagementAdapterWithoutAnUplinkIsRefusedByThePlan() {
    Provisioning provision =
        provision(management("network: Management Network, device: vmk0, ip: 10.0.0.5/24"));
    Suite.converged(provision.apply());
    provision.rewrite(play(management("network: nowhere, device: vmk0, ip: 10.0.0.5/24")));

    Provisioning.Ended plan = provision.plan();

    assertThat(plan.exit()).isNotZero();
    assertThat(plan.all())
        .contains(
            "`esx-1` would have no management adapter on a port group with an uplink, and vCenter"
                + " would lose it");
  }

  @Test
  void aManagementAdapterInTheWrongVlanIsTakenBackAndTheUserIsTold() {
    Provisioning provision =
        provision(management("network: Management Network, device: vmk0, ip: 10.0.0.5/24"));
    Suite.converged(provision.apply());
    provision.rewrite(play(management("network: VM Network, device: vmk0, ip: 10.0.0.5/24")));

    Provisioning.Ended ended = provision.apply("--allow", "cut-network");

    assertThat(ended.exit()).isNotZero();
    assertThat(ended.all())
        .contains(
            "Network configuration change disconnected the host 'esx-1' from vCenter server and"
                + " has been rolled back.");
    assertThat(nic("esx-1", "vmk0").getPortgroup()).isEqualTo("Management Network");
  }

  @Test
  void theLastManagementAdapterIsNeverRemoved() {
    Provisioning provision =
        provision(management("network: Management Network, device: vmk0, ip: 10.0.0.5/24"));
    Suite.converged(provision.apply());
    provision.rewrite(play(management("network: Management Network, device: vmk0, state: absent")));

    Provisioning.Ended ended = provision.apply("--yes", "--allow", "delete,cut-network");

    assertThat(ended.exit()).isNotZero();
    assertThat(ended.all()).contains("would have no management adapter");
    assertThat(nic("esx-1", "vmk0")).isNotNull();
  }

  @Test
  void mistakesAreToldByThePlan() {
    Provisioning provision =
        provision(
            """
            networks: {elsewhere: {switch: vSwitch1, hosts: [esx-2]}}
            vmkernels:
              a: {host: esx-1, network: spare, ip: 10.91.0.1, gateway: 10.92.0.1}
              b: {host: esx-1, network: elsewhere, ip: dhcp, services: [vmotoin]}
              c: {host: esx-1, network: VM Network, device: vmk9}
            """);

    String checked = provision.plan().err();
    provision.rewrite(
        play(
            """
            networks: {elsewhere: {switch: vSwitch1, hosts: [esx-2]}}
            vmkernels:
              b: {host: esx-1, network: elsewhere, ip: dhcp, services: [vmotoin]}
              c: {host: esx-1, network: VM Network, device: vmk9}
            """));
    String planned = provision.plan().err();

    assertThat(checked).contains("expected an IPv4 address like 10.0.0.11/24, or dhcp");
    assertThat(planned)
        .contains("port group `elsewhere` is not on `esx-1`")
        .contains("`esx-1` has no service `vmotoin`; did you mean `vmotion`?")
        .contains("there is no `vmk9` on `esx-1`")
        .contains("a new adapter needs an address");
  }

  @Test
  void thePlaybookAboutThemDoesWhatItSays() throws Exception {
    LabPlaybook network = new LabPlaybook(folder, "host-network.yml");
    assertThat(network.run("apply")).endsWith("exit 0");

    Rehearsed.afterApply("host-network.yml", network.run("rehearse"));
    assertThat(network.run("show", "vmkernel.nfs-2")).contains("vmk2").contains("10.91.0.12");
    assertThat(network.run("destroy", "--yes", "--allow", "delete,cut-network")).endsWith("exit 0");
  }
}
