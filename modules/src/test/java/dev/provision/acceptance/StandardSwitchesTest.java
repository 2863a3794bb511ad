package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.HostVirtualSwitchBondBridge;
import com.vmware.vim25.HostVirtualSwitchSpec;
import com.vmware.vim25.ManagedObjectReference;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard switches are made on hosts, changed and removed; vcsim keeps only their names. */
class StandardSwitchesTest {
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
                  nics: 5
                  management_vlan: 0
                  vmkernels:
                    vmk0: {network: Management Network, ip: 10.0.0.5/24, services: [management]}
          datastores: {LocalDS_0: 1 TiB}
          networks:
            Management Network: {}
            VM Network: {}
          templates: {DC0_SEED: {network: VM Network}}
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

  private static String storage(String fields) {
    return play("switches:\n  storage: {" + fields + "}\n");
  }

  private Provisioning provision(String playbook) {
    return new Provisioning(target, folder, playbook);
  }

  private <T> T property(String host, String path, Class<T> type) {
    return target.vim().property(target.stub().at("/DC0/host/DC0_C0/" + host), path, type);
  }

  /** Null when the host has none of this name. */
  private HostVirtualSwitch vswitch(String host, String name) {
    return Arrays.stream(property(host, "config.network.vswitch", HostVirtualSwitch[].class))
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private void other(String host, String name) {
    try {
      target
          .vim()
          .api()
          .addVirtualSwitch(
              property(host, "configManager.networkSystem", ManagedObjectReference.class),
              name,
              new HostVirtualSwitchSpec());
    } catch (RemoteException e) {
      throw new IllegalStateException(e);
    }
  }

  private void nothingIsLeft(Provisioning provision) {
    target.resetCalls();
    assertThat(Suite.converged(provision.apply()).out()).contains("No changes.");
    assertThat(target.mutating()).isEmpty();
  }

  @Test
  void oneApplyMakesASwitchItsPortGroupsAndAdaptersAndDestroyTakesThemAgain() {
    Provisioning provision =
        provision(
            play(
                """
                switches:
                  storage: {cluster: DC0_C0, mtu: 9000, uplinks: [vmnic1, vmnic2], security: {promiscuous: false}}
                networks:
                  nfs: {switch: storage, vlan: 91, cluster: DC0_C0}
                vmkernels:
                  nfs: {host: esx-1, network: nfs, ip: 10.91.0.1/24, mtu: 9000}
                """));

    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply());

    assertThat(plan.steps()).contains("+  switch.storage  standard switch on esx-1, esx-2");
    HostVirtualSwitch made = vswitch("esx-2", "storage");
    assertThat(made.getMtu()).isEqualTo(9000);
    assertThat(((HostVirtualSwitchBondBridge) made.getSpec().getBridge()).getNicDevice())
        .containsExactly("vmnic1", "vmnic2");
    assertThat(made.getSpec().getPolicy().getSecurity().getAllowPromiscuous()).isFalse();
    assertThat(target.otherClient().in("/provision/ci")).hasSize(5);
    nothingIsLeft(provision);
    Provisioning.Ended rehearsed = provision.run("rehearse");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");

    Suite.converged(provision.run("destroy", "--yes", "--allow", "delete,cut-network"));
    assertThat(vswitch("esx-1", "storage")).isNull();
    assertThat(target.otherClient().in("/provision")).isEmpty();
  }

  @Test
  void everyFieldIsSetReadBackAndChangedAndWhatIsNotDeclaredStays() {
    Provisioning provision =
        provision(
            storage(
                "hosts: [esx-1], mtu: 9000, uplinks: [vmnic1, vmnic2],"
                    + " discovery: {protocol: cdp, operation: both},"
                    + " security: {promiscuous: true, mac_changes: false, forged_transmits: false},"
                    + " teaming: {policy: failover_explicit, notify: false, failback: false,"
                    + " beacon: true, active: [vmnic1], standby: [vmnic2]},"
                    + " shaping: {enabled: true, average: 1000, peak: 2000, burst: 512}"));
    Suite.converged(provision.apply());
    nothingIsLeft(provision);
    provision.rewrite(
        storage(
            "hosts: [esx-1], mtu: 1500, uplinks: [vmnic2, vmnic3],"
                + " discovery: {operation: listen}, security: {promiscuous: false},"
                + " teaming: {policy: loadbalance_srcid, notify: true, failback: true,"
                + " beacon: false, active: [vmnic2, vmnic3], standby: []},"
                + " shaping: {enabled: false, average: 3000, peak: 4000, burst: 1024}"));

    Provisioning.Ended plan = provision.plan();
    Suite.converged(provision.apply());

    assertThat(plan.out().replaceAll(" +", " "))
        .contains("mtu 9000 -> 1500")
        .contains("uplinks vmnic1, vmnic2 -> vmnic2, vmnic3")
        .contains("discovery.operation both -> listen")
        .contains("security.promiscuous true -> false")
        .contains("teaming.policy failover_explicit -> loadbalance_srcid")
        .contains("teaming.active vmnic1 -> vmnic2, vmnic3")
        .contains("teaming.standby vmnic2 -> none")
        .contains("shaping.burst 512 -> 1024")
        .doesNotContain("mac_changes");
    assertThat(vswitch("esx-1", "storage").getSpec().getPolicy().getSecurity().getForgedTransmits())
        .isFalse();
    nothingIsLeft(provision);
    provision.rewrite(storage("hosts: [esx-1], uplinks: [vmnic2, vmnic4]"));
    Suite.converged(provision.apply());
    assertThat(
            vswitch("esx-1", "storage")
                .getSpec()
                .getPolicy()
                .getNicTeaming()
                .getNicOrder()
                .getActiveNic())
        .as("one that comes is used, one that goes is not")
        .containsExactly("vmnic2", "vmnic4");
    nothingIsLeft(provision);
  }

  @Test
  void aHostThatIsNoLongerNamedLosesItAndAnotherOnesIsLeftAloneUntilItIsAdopted() {
    other("esx-2", "storage");
    Provisioning provision = provision(storage("hosts: [esx-1, esx-2], mtu: 9000"));

    Provisioning.Ended refused = provision.apply();
    assertThat(refused.err()).contains("standard switch storage` is there already and is not ours");
    provision.rewrite(storage("hosts: [esx-1, esx-2], mtu: 9000, adopt: true"));
    Suite.converged(provision.apply());
    assertThat(vswitch("esx-2", "storage").getMtu()).isEqualTo(9000);
    nothingIsLeft(provision);
    provision.rewrite(storage("hosts: [esx-2], mtu: 9000, adopt: true"));
    Suite.converged(provision.apply());
    assertThat(vswitch("esx-1", "storage")).isNull();
    provision.rewrite(play(""));
    Suite.converged(provision.apply("--prune", "--yes", "--allow", "delete"));
    assertThat(vswitch("esx-2", "storage")).as("given back").isNotNull();
    assertThat(target.otherClient().in("/provision/ci")).isEmpty();
  }

  @Test
  void oneWithSomebodysPortGroupStays() throws Exception {
    Provisioning provision = provision(storage("hosts: [esx-1]"));
    Suite.converged(provision.apply());
    HostPortGroupSpec spec = new HostPortGroupSpec();
    spec.setName("theirs");
    spec.setVswitchName("storage");
    spec.setPolicy(new HostNetworkPolicy());
    target
        .vim()
        .api()
        .addPortGroup(
            property("esx-1", "configManager.networkSystem", ManagedObjectReference.class), spec);
    provision.rewrite(storage("hosts: [esx-1], state: absent"));

    Provisioning.Ended ended = provision.apply("--yes", "--allow", "delete");

    assertThat(ended.exit()).isNotZero();
    assertThat(ended.all()).contains("`esx-1` has port groups on it: theirs");
    assertThat(vswitch("esx-1", "storage")).isNotNull();
  }

  @Test
  void theSwitchOfTheManagementNetworkIsChangedInATransactionAndKeepsAnUplink() {
    String first = "switches:\n  vSwitch0: {hosts: [esx-1], adopt: true, ";
    Provisioning provision = provision(play(first + "uplinks: [vmnic0]}\n"));
    Suite.converged(provision.apply());
    provision.rewrite(play(first + "uplinks: [vmnic0, vmnic1]}\n"));

    Provisioning.Ended refused = provision.apply("--yes");
    target.resetCalls();
    Suite.converged(provision.apply("--allow", "cut-network"));

    assertThat(refused.exit()).isNotZero();
    assertThat(refused.all()).contains("the host's own traffic goes through vmk0");
    assertThat(target.mutating())
        .containsEntry("UpdateNetworkConfig", 1)
        .doesNotContainKey("UpdateVirtualSwitch");
    nothingIsLeft(provision);
    provision.rewrite(play(first + "uplinks: []}\n"));
    assertThat(provision.plan().err())
        .contains("vCenter manages `esx-1` through it, so it keeps an uplink");
    provision.rewrite(play(first + "state: absent}\n"));
    Provisioning.Ended absent = provision.apply("--yes", "--allow", "delete");
    assertThat(absent.exit()).isNotZero();
    assertThat(vswitch("esx-1", "vSwitch0")).isNotNull();
  }

  @Test
  void mistakesAreToldBeforeTheServerIsAsked() {
    String told =
        provision(
                storage(
                    "hosts: [esx-1], version: 8.0.0, mtu: 90, uplinks: [vmnic1],"
                        + " discovery: {protocol: lldp},"
                        + " teaming: {active: [vmnic2], notify: inherit}"))
            .run("check")
            .err();

    assertThat(told)
        .contains("`version` is for a distributed switch")
        .contains("`mtu` must be 1280 to 9000")
        .contains("a standard switch has cdp only")
        .contains("`vmnic2` is none of the switch's `uplinks`")
        .contains("a standard switch has nothing to inherit from");
  }
}
