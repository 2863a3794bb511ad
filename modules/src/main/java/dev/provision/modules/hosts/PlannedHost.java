package dev.provision.modules.hosts;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.HostConnectInfo;
import com.vmware.vim25.HostConnectInfoNetworkInfo;
import com.vmware.vim25.HostDatastoreConnectInfo;
import com.vmware.vim25.HostDatastoreExistsConnectInfo;
import com.vmware.vim25.HostDatastoreNameConflictConnectInfo;
import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.HostMountInfo;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.HostSystemPowerState;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.HostLook;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.places.EvcModes;
import dev.provision.vsphere.places.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host as a snapshot will show it: the compute resource of one that stands alone, and as far as
 * it was looked at, its hardware, its own datastores and its networks.
 */
final class PlannedHost {
  private final Inventory read;
  private final List<Item> all = new ArrayList<>();

  PlannedHost(Inventory read) {
    this.read = read;
  }

  /** One that is added, with what comes with it. */
  List<Item> items(ObjectDesired<HostSpec> desired, InventoryPath path, Item above) {
    Item in = desired.spec().cluster().isPresent() ? above : alone(path.parent(), above, all);
    Map<String, Object> properties = new HashMap<>();
    boolean connected = desired.spec().connected().orElse(true);
    properties.put(
        "runtime.connectionState",
        connected ? HostSystemConnectionState.connected : HostSystemConnectionState.disconnected);
    properties.put("runtime.powerState", HostSystemPowerState.poweredOn);
    properties.put(
        "runtime.inMaintenanceMode",
        desired.spec().maintenance().filter(MaintenanceSpec::isOn).isPresent());
    Optional<HostConnectInfo> info =
        HostLook.at(HostRules.address(desired), read)
            .filter(HostLook.Seen.class::isInstance)
            .map(look -> ((HostLook.Seen) look).info())
            .or(() -> desired.spec().hardware().map(HardwareSpec::info));
    Optional<HostListSummary> itself = info.map(HostConnectInfo::getHost);
    itself.map(HostListSummary::getHardware).ifPresent(hardware -> hardware(hardware, properties));
    itself
        .map(HostListSummary::getMaxEVCModeKey)
        .ifPresent(most -> properties.put(EvcModes.MOST, most));
    ManagedObjectReference host = Place.planned("HostSystem", path, in.ref(), properties).ref();
    info.ifPresent(
        seen -> {
          properties.put("datastore", datastores(seen, host, above));
          properties.put("network", networks(seen, above));
        });
    all.add(Place.planned("HostSystem", path, in.ref(), properties));
    return all;
  }

  private static void hardware(HostHardwareSummary hardware, Map<String, Object> properties) {
    properties.put("summary.hardware.memorySize", hardware.getMemorySize());
    properties.put("summary.hardware.numCpuThreads", hardware.getNumCpuThreads());
    properties.put("summary.hardware.numCpuCores", hardware.getNumCpuCores());
    properties.put("summary.hardware.cpuMhz", hardware.getCpuMhz());
    properties.put("summary.quickStats.overallMemoryUsage", 0);
  }

  private Optional<Item> folder(Tree tree, Item above) {
    Item at = above;
    while (!at.type().equals("Datacenter")) {
      Optional<Item> next = at.parent().flatMap(read::get);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return tree.top(at, read);
  }

  /** Its own ones, under the names that they will have; shared ones are there already. */
  private ManagedObjectReference[] datastores(
      HostConnectInfo info, ManagedObjectReference host, Item above) {
    Optional<Item> folder = folder(Tree.DATASTORE, above);
    List<ManagedObjectReference> refs = new ArrayList<>();
    for (HostDatastoreConnectInfo each :
        info.getDatastore() == null ? new HostDatastoreConnectInfo[0] : info.getDatastore()) {
      DatastoreSummary summary = each.getSummary();
      if (summary == null || folder.isEmpty()) {
        continue;
      }
      if (each instanceof HostDatastoreExistsConnectInfo) {
        there(summary, "Datastore").ifPresent(refs::add);
        continue;
      }
      String name =
          each instanceof HostDatastoreNameConflictConnectInfo conflict
              ? conflict.getNewDatastoreName()
              : summary.getName();
      InventoryPath path = read.path(folder.get().ref()).child(name);
      Item made = Place.planned("Datastore", path, folder.get().ref(), datastore(summary, host));
      all.add(made);
      refs.add(made.ref());
    }
    return refs.toArray(ManagedObjectReference[]::new);
  }

  private static Map<String, Object> datastore(
      DatastoreSummary summary, ManagedObjectReference host) {
    DatastoreHostMount mount = new DatastoreHostMount();
    mount.setKey(host);
    mount.setMountInfo(new HostMountInfo());
    mount.getMountInfo().setAccessMode("readWrite");
    mount.getMountInfo().setMounted(true);
    mount.getMountInfo().setAccessible(true);
    return Map.of(
        "summary.accessible", true,
        "summary.freeSpace", summary.getFreeSpace(),
        "summary.capacity", summary.getCapacity(),
        "summary.type", summary.getType(),
        "summary.url", String.valueOf(summary.getUrl()),
        "summary.maintenanceMode", "normal",
        "host", new DatastoreHostMount[] {mount});
  }

  private Optional<ManagedObjectReference> there(DatastoreSummary summary, String type) {
    return read.all(type).stream()
        .filter(
            each ->
                each.get("summary.url", String.class)
                    .filter(url -> url.equals(summary.getUrl()))
                    .isPresent())
        .map(Item::ref)
        .findFirst();
  }

  /** A standard network is one for all hosts of the datacenter that have it. */
  private ManagedObjectReference[] networks(HostConnectInfo info, Item above) {
    Optional<Item> folder = folder(Tree.NETWORK, above);
    List<ManagedObjectReference> refs = new ArrayList<>();
    for (HostConnectInfoNetworkInfo each :
        info.getNetwork() == null ? new HostConnectInfoNetworkInfo[0] : info.getNetwork()) {
      if (each.getSummary() != null && folder.isPresent()) {
        InventoryPath path = read.path(folder.get().ref()).child(each.getSummary().getName());
        Optional<Item> there = read.at(path);
        Item network =
            there.orElseGet(() -> Place.planned("Network", path, folder.get().ref(), Map.of()));
        if (there.isEmpty()) {
          all.add(network);
        }
        refs.add(network.ref());
      }
    }
    return refs.toArray(ManagedObjectReference[]::new);
  }

  /** One that exists, at its place and in the state that is declared. */
  static List<Item> standing(
      ObjectDesired<HostSpec> desired, ObjectState seen, InventoryPath path, Item above) {
    List<Item> all = new ArrayList<>();
    Item host = seen.item();
    if (!seen.path().equals(path)) {
      Item in = desired.spec().cluster().isPresent() ? above : alone(path.parent(), above, all);
      host = seen.standingAt(path, in);
    }
    Optional<MaintenanceSpec> maintenance = desired.spec().maintenance();
    if (maintenance.isPresent()) {
      host = host.with("runtime.inMaintenanceMode", maintenance.get().isOn());
    }
    if (desired.spec().connected().isPresent()) {
      host =
          host.with(
              "runtime.connectionState",
              desired.spec().connected().get()
                  ? HostSystemConnectionState.connected
                  : HostSystemConnectionState.disconnected);
    }
    all.add(host);
    return all;
  }

  private static Item alone(InventoryPath path, Item folder, List<Item> all) {
    Map<String, Object> properties = new HashMap<>();
    ManagedObjectReference compute =
        Place.planned("ComputeResource", path, folder.ref(), properties).ref();
    Item pool = Place.planned("ResourcePool", path.child("Resources"), compute, Map.of());
    properties.put("resourcePool", pool.ref());
    Item made = Place.planned("ComputeResource", path, folder.ref(), properties);
    all.add(made);
    all.add(pool);
    return made;
  }
}
