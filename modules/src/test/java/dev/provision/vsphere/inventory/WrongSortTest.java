package dev.provision.vsphere.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Tag;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrongSortTest {
  private final World world = new World().cluster("C0").cluster("C1");

  private String problem(String type, String what, String name) {
    InventoryPath below = InventoryPath.parse("/DC0");
    return world
        .snapshot()
        .find(List.of(type), new PlaceName(name), below)
        .problem(what, new PlaceName(name), below)
        .orElseThrow();
  }

  @Test
  void aDatastoreClusterIsNoDatastore() {
    ManagedObjectReference pod =
        world.add("StoragePod", "fast", world.at("/DC0/datastore"), Map.of());
    world.add("Datastore", "nas2", pod, Map.of());
    world.add("Datastore", "nas1", pod, Map.of());
    world.add("StoragePod", "empty", world.at("/DC0/datastore"), Map.of());

    assertThat(problem("Datastore", "datastore", "fast"))
        .isEqualTo(
            "there is no datastore `fast` in `/DC0`: `/DC0/datastore/fast` is a datastore cluster;"
                + " write one of its datastores: `nas1`, `nas2`");
    assertThat(problem("Datastore", "datastore", "/DC0/datastore/empty"))
        .isEqualTo(
            "there is no datastore `/DC0/datastore/empty`: `/DC0/datastore/empty` is a datastore"
                + " cluster; there are no datastores in it");
  }

  @Test
  void clustersPoolsAndHostsAreToldApart() {
    world.add("ResourcePool", "gold", world.at("/DC0/host/C0/Resources"), Map.of());
    world.add("VirtualApp", "shop", world.at("/DC0/host/C0/Resources"), Map.of());
    world.host("C0", "esx1", 4, 8);

    assertThat(problem("ResourcePool", "resource pool", "C1"))
        .isEqualTo(
            "there is no resource pool `C1` in `/DC0`: `/DC0/host/C1` is a cluster; write it as"
                + " `cluster`, or the path of a pool in it: `/DC0/host/C1/Resources` is its own");
    assertThat(problem("ComputeResource", "cluster", "gold"))
        .isEqualTo(
            "there is no cluster `gold` in `/DC0`: `/DC0/host/C0/Resources/gold` is a resource"
                + " pool; write it as `resource_pool`");
    assertThat(problem("ComputeResource", "cluster", "shop"))
        .isEqualTo(
            "there is no cluster `shop` in `/DC0`: `/DC0/host/C0/Resources/shop` is a vApp; write"
                + " it as `resource_pool`");
    assertThat(problem("ComputeResource", "cluster", "esx1"))
        .isEqualTo(
            "there is no cluster `esx1` in `/DC0`: `/DC0/host/C0/esx1` is a host; write its"
                + " cluster, `C0`; an instance takes it as `host`");
    assertThat(problem("HostSystem", "host", "C1"))
        .isEqualTo(
            "there is no host `C1` in `/DC0`: `/DC0/host/C1` is a cluster; write it as `cluster`");
  }

  @Test
  void aFolderAndAVappAreNoTemplates() {
    ManagedObjectReference folder = world.add("Folder", "linux", world.at("/DC0/vm"), Map.of());
    world.add("VirtualMachine", "debian%2f12", folder, Map.of());
    ManagedObjectReference vapp =
        world.add("VirtualApp", "shop", world.at("/DC0/host/C0/Resources"), Map.of());
    world.add("VirtualMachine", "till", null, Map.of("parentVApp", vapp));

    assertThat(problem("VirtualMachine", "VM or template", "linux"))
        .isEqualTo(
            "there is no VM or template `linux` in `/DC0`: `/DC0/vm/linux` is a folder; write one"
                + " of its VMs and templates: `debian/12`");
    assertThat(problem("VirtualMachine", "VM or template", "shop"))
        .isEqualTo(
            "there is no VM or template `shop` in `/DC0`: `/DC0/host/C0/Resources/shop` is a vApp;"
                + " write one of its VMs and templates: `till`");
  }

  @Test
  void aSwitchIsNoPortGroupAndItsUplinksAreNotOffered() {
    ManagedObjectReference dvs =
        world.add("VmwareDistributedVirtualSwitch", "dvs", world.at("/DC0/network"), Map.of());
    Tag uplink = new Tag();
    uplink.setKey("SYSTEM/DVS.UPLINKPG");
    for (String name : List.of("lan", "up")) {
      world.add(
          "DistributedVirtualPortgroup",
          name,
          world.at("/DC0/network"),
          name.equals("up")
              ? Map.of(PortGroups.SWITCH, dvs, PortGroups.TAGS, new Tag[] {uplink})
              : Map.of(PortGroups.SWITCH, dvs));
    }

    assertThat(problem("Network", "port group", "dvs"))
        .isEqualTo(
            "there is no port group `dvs` in `/DC0`: `/DC0/network/dvs` is a distributed switch;"
                + " write one of its port groups: `lan`");
  }

  @Test
  void whatIsOfTheWantedSortAndComesNearIsToldBesides() {
    world.datastore("nas1", 10);
    world.network("nas");

    assertThat(problem("Datastore", "datastore", "nas"))
        .isEqualTo(
            "there is no datastore `nas` in `/DC0`: `/DC0/network/nas` is a port group; did you"
                + " mean `nas1`?");
  }
}
