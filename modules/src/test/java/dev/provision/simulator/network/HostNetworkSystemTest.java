package dev.provision.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostNetworkSecurityPolicy;
import com.vmware.vim25.HostNicOrderPolicy;
import com.vmware.vim25.HostNicTeamingPolicy;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.HostVirtualSwitchBondBridge;
import com.vmware.vim25.HostVirtualSwitchSpec;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.ResourceInUse;
import com.vmware.vim25.TaskEvent;
import dev.provision.simulator.Bench;
import java.rmi.RemoteException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostNetworkSystemTest {
  private Bench bench;
  private ManagedObjectReference first;
  private ManagedObjectReference second;

  @BeforeEach
  void start() throws Exception {
    bench =
        Bench.of(
            """
            datacenters:
              DC0:
                clusters:
                  C0:
                    hosts:
                      esx:
                        count: 2
                        switches: {vSwitch1: {mtu: 9000, nics: [vmnic1]}}
                datastores: {ds1: 100 GiB}
                networks:
                  VM Network: {}
                  storage: {vlan: 30, vswitch: vSwitch1, hosts: [esx-1]}
                  dvpg: {distributed_switch: dvs}
                templates: {plain: {network: VM Network}}
            """);
    first = system("esx-1");
    second = system("esx-2");
  }

  private ManagedObjectReference system(String host) throws RemoteException {
    return (ManagedObjectReference)
        bench.read(bench.find("DC0/host/C0/" + host), "configManager.networkSystem");
  }

  private static HostPortGroupSpec group(String name, int vlan, String on) {
    HostPortGroupSpec spec = new HostPortGroupSpec();
    spec.setName(name);
    spec.setVlanId(vlan);
    spec.setVswitchName(on);
    spec.setPolicy(new HostNetworkPolicy());
    return spec;
  }

  private HostPortGroup[] groups(String host) throws RemoteException {
    return (HostPortGroup[])
        bench.read(bench.find("DC0/host/C0/" + host), "config.network.portgroup");
  }

  private List<String> lines(String host) throws RemoteException {
    return Arrays.stream(groups(host))
        .map(each -> each.getSpec())
        .map(each -> each.getName() + " " + each.getVlanId() + " " + each.getVswitchName())
        .toList();
  }

  private List<String> hostsOf(String network) throws RemoteException {
    ManagedObjectReference[] hosts =
        (ManagedObjectReference[]) bench.read(bench.find("DC0/network/" + network), "host");
    return Arrays.stream(hosts).map(this::name).toList();
  }

  private String name(ManagedObjectReference object) {
    try {
      return (String) bench.read(object, "name");
    } catch (RemoteException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLabDeclaresTheSwitchesAndPortGroupsOfItsHosts() throws Exception {
    assertThat(lines("esx-1")).containsExactly("VM Network 0 vSwitch0", "storage 30 vSwitch1");
    assertThat(lines("esx-2")).containsExactly("VM Network 0 vSwitch0");
    HostVirtualSwitch[] switches =
        (HostVirtualSwitch[]) bench.read(bench.find("DC0/host/C0/esx-1"), "config.network.vswitch");
    assertThat(switches)
        .extracting(HostVirtualSwitch::getName, HostVirtualSwitch::getMtu)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("vSwitch0", 1500),
            org.assertj.core.groups.Tuple.tuple("vSwitch1", 9000));
    assertThat(switches[1].getPnic()).containsExactly("key-vim.host.PhysicalNic-vmnic1");
    assertThat(switches[1].getPortgroup()).containsExactly("key-vim.host.PortGroup-storage");
  }

  @Test
  void portGroupsOfOneNameAreOneNetworkUntilTheLastIsGone() throws Exception {
    bench.api.addPortGroup(first, group("web", 10, "vSwitch0"));
    bench.api.addPortGroup(second, group("web", 10, "vSwitch1"));

    assertThat(hostsOf("web")).containsExactly("esx-1", "esx-2");
    assertThat(lines("esx-2")).containsExactly("VM Network 0 vSwitch0", "web 10 vSwitch1");
    assertThat(((HostNetworkConfig) bench.read(second, "networkConfig")).getPortgroup()).hasSize(2);

    bench.api.removePortGroup(first, "web");
    assertThat(hostsOf("web")).containsExactly("esx-2");
    bench.api.removePortGroup(second, "web");
    assertThat(bench.find("DC0/network/web")).isNull();
    assertThat(lines("esx-2")).containsExactly("VM Network 0 vSwitch0");
  }

  @Test
  void aPortGroupGetsAnotherSpecAsAWhole() throws Exception {
    bench.api.addPortGroup(first, group("web", 10, "vSwitch0"));
    HostPortGroupSpec spec = group("front", 20, "vSwitch1");
    spec.getPolicy().setSecurity(new HostNetworkSecurityPolicy());
    spec.getPolicy().getSecurity().setAllowPromiscuous(true);

    bench.api.updatePortGroup(first, "web", spec);

    assertThat(lines("esx-1"))
        .containsExactly("VM Network 0 vSwitch0", "storage 30 vSwitch1", "front 20 vSwitch1");
    assertThat(bench.find("DC0/network/web")).isNull();
    assertThat(hostsOf("front")).containsExactly("esx-1");
    HostNetworkSecurityPolicy computed = groups("esx-1")[2].getComputedPolicy().getSecurity();
    assertThat(computed.getAllowPromiscuous()).isTrue();
    assertThat(computed.getForgedTransmits()).as("as the switch has it").isTrue();
    assertThat(groups("esx-1")[2].getSpec().getPolicy().getSecurity().getForgedTransmits())
        .isNull();
  }

  @Test
  void whatTheApiRefusesIsRefusedAndChangesNothing() throws Exception {
    String notFound = "The object or item referred to could not be found.";
    String exists = "The specified key, name, or identifier already exists.";
    Bench.refused(
        NotFound.class, notFound, () -> bench.api.addPortGroup(first, group("web", 0, "vSwitch9")));
    Bench.refused(
        AlreadyExists.class,
        exists,
        () -> bench.api.addPortGroup(first, group("storage", 0, "vSwitch0")));
    Bench.refused(
        DuplicateName.class,
        "The name 'dvpg' already exists.",
        () -> bench.api.addPortGroup(first, group("dvpg", 0, "vSwitch0")));
    Bench.refused(
        InvalidArgument.class,
        "A specified parameter was not correct: portgrp.vlanId: it has to be 0 to 4095",
        () -> bench.api.addPortGroup(first, group("web", 4096, "vSwitch0")));
    Bench.refused(
        AlreadyExists.class,
        exists,
        () -> bench.api.updatePortGroup(first, "storage", group("VM Network", 0, "vSwitch0")));
    Bench.refused(NotFound.class, notFound, () -> bench.api.removePortGroup(second, "storage"));
    assertThat(lines("esx-1")).containsExactly("VM Network 0 vSwitch0", "storage 30 vSwitch1");

    bench.done(bench.clone("plain", "web", bench.cloneSpec("esx-1", "ds1")));
    Bench.refused(
        ResourceInUse.class,
        "The resource 'VM Network' is in use.",
        () -> bench.api.removePortGroup(first, "VM Network"));
    assertThat(hostsOf("VM Network")).containsExactly("esx-1", "esx-2");
  }

  @Test
  void switchesAreAddedChangedAndRemovedWithTheirPortGroups() throws Exception {
    HostVirtualSwitchSpec spec = new HostVirtualSwitchSpec();
    spec.setNumPorts(256);
    spec.setMtu(9000);
    bench.api.addVirtualSwitch(first, "vSwitch2", spec);
    bench.api.addPortGroup(first, group("lone", 0, "vSwitch2"));
    spec.setMtu(1500);
    bench.api.updateVirtualSwitch(first, "vSwitch2", spec);

    HostVirtualSwitch[] switches =
        (HostVirtualSwitch[]) bench.read(bench.find("DC0/host/C0/esx-1"), "config.network.vswitch");
    assertThat(switches[2].getMtu()).isEqualTo(1500);
    assertThat(switches[2].getPortgroup()).containsExactly("key-vim.host.PortGroup-lone");

    bench.api.removeVirtualSwitch(first, "vSwitch2");
    assertThat(lines("esx-1")).containsExactly("VM Network 0 vSwitch0", "storage 30 vSwitch1");
    assertThat(bench.find("DC0/network/lone")).isNull();
  }

  @Test
  void aSwitchIsRefusedThatIsThereOrTakesAnothersNic() throws Exception {
    HostVirtualSwitchSpec spec = new HostVirtualSwitchSpec();
    HostVirtualSwitchBondBridge bridge = new HostVirtualSwitchBondBridge();
    bridge.setNicDevice(new String[] {"vmnic1"});
    spec.setBridge(bridge);
    Bench.refused(
        ResourceInUse.class,
        "The resource 'vmnic1' is in use.",
        () -> bench.api.addVirtualSwitch(first, "vSwitch2", spec));
    Bench.refused(
        AlreadyExists.class,
        "The specified key, name, or identifier already exists.",
        () -> bench.api.addVirtualSwitch(first, "vSwitch0", null));
    Bench.refused(
        NotFound.class,
        "The object or item referred to could not be found.",
        () -> bench.api.removeVirtualSwitch(first, "vSwitch2"));
  }

  @Test
  void anEventTellsWhoAddedAPortGroup() throws Exception {
    bench.api.addPortGroup(first, group("web", 10, "vSwitch0"));

    TaskEvent event = (TaskEvent) bench.lastEvent(TaskEvent.class);
    assertThat(event.getUserName()).isEqualTo("root");
    assertThat(event.getInfo().getName()).isEqualTo("AddPortGroup");
    assertThat(event.getInfo().getDescriptionId()).isEqualTo("host.NetworkSystem.addPortGroup");
    assertThat(event.getInfo().getEntityName()).isEqualTo("esx-1");
  }

  @Test
  void whatAPortGroupLeavesOutOfItsTeamingIsAsTheSwitchHasIt() throws Exception {
    HostPortGroupSpec spec = group("web", 10, "vSwitch0");
    spec.getPolicy().setNicTeaming(new HostNicTeamingPolicy());
    spec.getPolicy().getNicTeaming().setPolicy("failover_explicit");
    bench.api.addPortGroup(first, spec);

    HostPortGroup web = groups("esx-1")[2];
    HostNicTeamingPolicy computed = web.getComputedPolicy().getNicTeaming();
    assertThat(computed.getPolicy()).isEqualTo("failover_explicit");
    assertThat(computed.getNicOrder().getActiveNic()).containsExactly("vmnic0");
    assertThat(computed.getFailureCriteria().getCheckBeacon()).isFalse();
    assertThat(web.getSpec().getPolicy().getNicTeaming().getNicOrder()).isNull();

    spec.setName("other");
    spec.getPolicy().getNicTeaming().setNicOrder(new HostNicOrderPolicy());
    spec.getPolicy().getNicTeaming().getNicOrder().setStandbyNic(new String[] {"vmnic1"});
    assertThatThrownBy(() -> bench.api.addPortGroup(first, spec))
        .hasMessageContaining("`vmnic1` is no uplink of the switch");
    assertThat(lines("esx-1")).doesNotContain("other 10 vSwitch0");
  }
}
