package dev.provision.vsphere.inventory;

import com.vmware.vim25.AboutInfo;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostMountInfo;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.HostSystemPowerState;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An inventory written by hand: a datacenter DC0 with what a test adds to it. */
public final class World {
  private StoragePolicies policies = StoragePolicies.NONE;
  private final Map<ManagedObjectReference, Item> items = new LinkedHashMap<>();
  private int last;

  public World() {
    add("Folder", "Datacenters", null, Map.of());
    datacenter("DC0");
  }

  ManagedObjectReference root() {
    return items.keySet().iterator().next();
  }

  public World datacenter(String name) {
    ManagedObjectReference datacenter = add("Datacenter", name, root(), Map.of());
    for (String folder : List.of("vm", "host", "datastore", "network")) {
      ManagedObjectReference made = add("Folder", folder, datacenter, Map.of());
      if (folder.equals("vm")) {
        set(datacenter, "vmFolder", made);
      }
    }
    return this;
  }

  public ManagedObjectReference at(String path) {
    return snapshot().at(InventoryPath.parse(path)).orElseThrow().ref();
  }

  /** With a root resource pool. */
  public World cluster(String name) {
    ManagedObjectReference cluster = add("ClusterComputeResource", name, at("/DC0/host"), Map.of());
    ManagedObjectReference pool = add("ResourcePool", "Resources", cluster, Map.of());
    set(cluster, "resourcePool", pool);
    return this;
  }

  /** Connected, powered on, with two free GiB less than all. */
  public World host(String cluster, String name, int threads, long memoryGib, String... mounts) {
    List<ManagedObjectReference> stores = new ArrayList<>();
    for (String mount : mounts) {
      stores.add(at("/DC0/datastore/" + mount));
    }
    add(
        "HostSystem",
        name,
        at("/DC0/host/" + cluster),
        Map.of(
            "runtime.connectionState",
            HostSystemConnectionState.connected,
            "runtime.powerState",
            HostSystemPowerState.poweredOn,
            "runtime.inMaintenanceMode",
            false,
            "summary.hardware.numCpuThreads",
            (short) threads,
            "summary.hardware.memorySize",
            memoryGib << 30,
            "summary.quickStats.overallMemoryUsage",
            2048,
            "datastore",
            stores.toArray(ManagedObjectReference[]::new),
            "network",
            new ManagedObjectReference[0]));
    return this;
  }

  public World datastore(String name, long freeGib) {
    add(
        "Datastore",
        name,
        at("/DC0/datastore"),
        Map.of(
            "summary.accessible",
            true,
            "summary.freeSpace",
            freeGib << 30,
            "summary.maintenanceMode",
            "normal"));
    return this;
  }

  public World readOnlyMount(String datastore, String host) {
    DatastoreHostMount mount = new DatastoreHostMount();
    mount.setKey(at(host));
    HostMountInfo info = new HostMountInfo();
    info.setAccessMode("readOnly");
    mount.setMountInfo(info);
    set(at("/DC0/datastore/" + datastore), "host", new DatastoreHostMount[] {mount});
    return this;
  }

  public World network(String name, String... hosts) {
    ManagedObjectReference network = add("Network", name, at("/DC0/network"), Map.of());
    for (String host : hosts) {
      set(at(host), "network", new ManagedObjectReference[] {network});
    }
    return this;
  }

  /** A VM of environment {@code ci} on a host, running or not. */
  public World vm(String name, String host, boolean on, int memoryMib) {
    add(
        "VirtualMachine",
        name,
        at("/DC0/vm"),
        Map.of(
            "runtime.host",
            at(host),
            "runtime.powerState",
            on ? VirtualMachinePowerState.poweredOn : VirtualMachinePowerState.poweredOff,
            "summary.config.memorySizeMB",
            memoryMib,
            "summary.config.numCpu",
            1,
            "summary.config.instanceUuid",
            Identity.instanceUuid(new EnvironmentId("", "ci"), new Address("instance", name))));
    return this;
  }

  public World set(ManagedObjectReference ref, String property, Object value) {
    Map<String, Object> properties = new LinkedHashMap<>(items.get(ref).properties());
    properties.put(property, value);
    items.put(ref, new Item(ref, properties, Map.of()));
    return this;
  }

  public ManagedObjectReference add(
      String type, String name, ManagedObjectReference parent, Map<String, Object> properties) {
    ManagedObjectReference ref =
        Wire.reference(type, type.toLowerCase(java.util.Locale.ROOT) + "-" + last++);
    Map<String, Object> all = new LinkedHashMap<>(properties);
    all.put("name", name);
    if (parent != null) {
      all.put("parent", parent);
    }
    items.put(ref, new Item(ref, all, Map.of()));
    return ref;
  }

  /** There is a storage policy, which these datastores do not satisfy. */
  public World policy(String name, String... without) {
    Map<ManagedObjectReference, String> refused = new HashMap<>();
    for (String each : without) {
      refused.put(at("/DC0/datastore/" + each), "it lacks the tag");
    }
    policies =
        new StoragePolicies(
            Optional.empty(),
            Map.of(name, name + "-id"),
            Map.of(name, new StoragePolicies.Fit(refused, Optional.empty())),
            Map.of());
    return this;
  }

  public Inventory inventory() {
    return snapshot();
  }

  public Snapshot snapshot() {
    return new Snapshot(
        new Snapshot.Contents(
                new AboutInfo(), root(), items, Set.of(), List.of(), Map.of("provision", 7))
            .with(policies));
  }
}
