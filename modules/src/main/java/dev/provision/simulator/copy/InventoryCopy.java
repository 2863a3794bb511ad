package dev.provision.simulator.copy;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ComputeResourceConfigInfo;
import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.DrsBehavior;
import com.vmware.vim25.HostConfigInfo;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.Tag;
import dev.provision.simulator.compute.HostSystem;
import dev.provision.simulator.compute.ResourcePool;
import dev.provision.simulator.inventory.Datacenter;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.network.HostNetworkSystem;
import dev.provision.simulator.storage.Datastore;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.HostDatastoreBrowser;
import dev.provision.simulator.storage.StoragePolicies;
import dev.provision.simulator.vm.CryptoManagerKmip;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.PropertyPath;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.capture.Capture;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.NewerProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the world that a capture says: the same objects with the same ids, hosts and datastores as
 * full as they were. What hosts and datastores hold besides the captured VMs is one lump that
 * nothing removes.
 */
public final class InventoryCopy {
  private static final Set<String> TYPES =
      Set.of(
          "Folder",
          "StoragePod",
          "Datacenter",
          "ComputeResource",
          "ClusterComputeResource",
          "HostSystem",
          "ResourcePool",
          "VirtualApp",
          "Datastore",
          "Network",
          "OpaqueNetwork",
          "DistributedVirtualPortgroup",
          "DistributedVirtualSwitch",
          "VmwareDistributedVirtualSwitch",
          "VirtualMachine",
          "VirtualMachineSnapshot");

  private final World world;
  private final DatastoreContents files;
  private final StoragePolicies known;
  private final Map<ManagedObjectReference, Item> items = new LinkedHashMap<>();
  private final List<Item> searches = new ArrayList<>();
  private final List<Item> policies = new ArrayList<>();

  private InventoryCopy(
      World world, DatastoreContents files, StoragePolicies known, Capture capture) {
    this.world = world;
    this.files = files;
    this.known = known;
    for (Item item : capture.items()) {
      if (TYPES.contains(item.type())
          || item.type().equals("CustomFieldsManager")
          || item.type().equals(CryptoManagerKmip.TYPE)
          || item.type().equals("CustomizationSpecManager")) {
        items.put(item.ref(), item);
      } else if (CopiedVolumes.isSearch(item)) {
        searches.add(item);
      } else if (CopiedPolicies.isOf(item)) {
        policies.add(item);
      }
    }
  }

  /**
   * Fills an empty world.
   *
   * @throws ModuleException when the capture has no root folder
   */
  public static void fill(
      World world, DatastoreContents files, StoragePolicies known, Capture capture)
      throws ModuleException {
    world.lock().lock();
    try {
      fillLocked(world, files, known, capture);
    } finally {
      world.lock().unlock();
    }
  }

  private static void fillLocked(
      World world, DatastoreContents files, StoragePolicies known, Capture capture)
      throws ModuleException {
    InventoryCopy copy = new InventoryCopy(world, files, known, capture);
    if (!copy.items.containsKey(Folder.root(world).ref())) {
      throw ModuleException.refused(
          "the capture has no root folder `"
              + Folder.root(world).id()
              + "`, so it is none of ours");
    }
    copy.fill();
  }

  private void fill() {
    long highest = 0;
    for (Item item : items.values()) {
      String id = item.ref().val;
      if (world.get(id).isEmpty()) {
        world.addAs(item.type(), id);
      }
      highest = Math.max(highest, number(id));
    }
    // what is made from now on must not take an id that is there
    world.counters(new long[] {highest + 1, 0});
    for (Item item : items.values()) {
      Managed object = world.need(item.ref());
      put(object, item, "name");
      if (item.parent().filter(items::containsKey).isPresent()) {
        put(object, item, "parent");
      }
      fill(object, item);
      marks(object, item);
      rows(object, item);
    }
    world.all("HostSystem").forEach(each -> portGroups(each, items.get(each.ref())));
    world.all("VirtualMachine").forEach(each -> CopiedVm.addMissingSnapshots(world, each));
    CopiedRoom room = new CopiedRoom(world, files, items);
    searches.forEach(new CopiedVolumes(files)::fill);
    known.set(List.of());
    policies.forEach(new CopiedPolicies(world, known)::fill);
    world.all("Datastore").forEach(each -> room.fill(each, items.get(each.ref())));
    world.all("HostSystem").forEach(each -> room.occupy(each, items.get(each.ref())));
  }

  /** The digits at the end of an id: {@code vm-1042}. */
  private static long number(String id) {
    String digits = id.replaceFirst("^.*?([0-9]{0,15})$", "$1");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }

  private void put(Managed object, Item item, String... properties) {
    for (String property : properties) {
      Object value = item.properties().get(property);
      if (value != null) {
        world.set(object, property, value);
      }
    }
  }

  private void fill(Managed object, Item item) {
    switch (object.type()) {
      case "CustomFieldsManager" -> put(object, item, "field");
      case "CustomizationSpecManager" -> put(object, item, "info");
      case CryptoManagerKmip.TYPE -> put(object, item, CryptoManagerKmip.PROVIDERS);
      case "Folder", "StoragePod" -> put(object, item, "childType");
      case "Datacenter" -> put(object, item, Datacenter.STORED);
      case "ComputeResource", "ClusterComputeResource" -> compute(object, item);
      case "ResourcePool", "VirtualApp" -> pool(object, item);
      case "HostSystem" -> host(object, item);
      case "Datastore" -> datastore(object, item);
      case "DistributedVirtualPortgroup" -> portGroup(object, item);
      case "OpaqueNetwork" -> put(object, item, "summary");
      case "DistributedVirtualSwitch", "VmwareDistributedVirtualSwitch" ->
          distributed(object, item);
      case "VirtualMachine" -> new CopiedVm(world, item).fill(object);
      case "VirtualMachineSnapshot" -> CopiedVm.fillSnapshot(world, object, item);
      default -> {
        // a network has a name alone; its hosts are filled in with each host
      }
    }
  }

  private void marks(Managed object, Item item) {
    Object marks = item.properties().get("customValue");
    if (marks != null) {
      world.set(object, "customValue", marks);
      world.set(object, "value", marks);
    }
  }

  /** Puts the captured properties that kinds compare over what was made up. */
  private void rows(Managed object, Item item) {
    item.properties()
        .forEach(
            (path, value) -> {
              if (path.contains(".")) {
                PropertyPath.put(world, object, path, value);
              }
            });
  }

  /** Without reservation and limit where the capture has none. */
  private void pool(Managed object, Item item) {
    ResourceConfigSpec config = ResourcePool.whole(ResourcePool.unlimited());
    item.get("config", ResourceConfigSpec.class).ifPresent(told -> Values.overlay(told, config));
    world.set(object, "config", config);
  }

  private void compute(Managed object, Item item) {
    put(object, item, "resourcePool");
    Object told = item.properties().get("configurationEx");
    if (told instanceof ClusterConfigInfoEx config) {
      if (config.drsConfig != null && config.drsConfig.defaultVmBehavior == null) {
        config.drsConfig.defaultVmBehavior = DrsBehavior.fullyAutomated;
      }
      world.set(object, "configurationEx", config);
    } else if (told instanceof ComputeResourceConfigInfo config) {
      world.set(object, "configurationEx", config);
    }
  }

  private void host(Managed object, Item item) {
    HostListSummary summary = item.get("summary", HostListSummary.class).orElseThrow();
    world.set(object, HostSystem.HARDWARE, summary.hardware);
    world.set(
        object, "runtime", item.get("runtime", HostRuntimeInfo.class).orElse(summary.runtime));
    item.get(NewerProperties.QUARANTINE, Boolean.class)
        .ifPresent(is -> world.set(object, HostSystem.QUARANTINE, is));
    world.set(object, "network", references(item, "network"));
    world.set(
        object, "datastoreBrowser", world.add("HostDatastoreBrowser", "datastoreBrowser-").ref());
    HostParts.create(world, object);
  }

  private void portGroups(Managed host, Item item) {
    HostPortGroup[] groups =
        item.get("config", HostConfigInfo.class)
            .map(config -> config.network)
            .map(network -> network.portgroup)
            .orElse(null);
    if (groups == null) {
      HostNetworkSystem.restore(world, host);
    } else {
      HostNetworkSystem.restore(world, host, List.of(groups));
    }
  }

  private ManagedObjectReference[] references(Item item, String property) {
    return List.of(
            item.get(property, ManagedObjectReference[].class)
                .orElse(new ManagedObjectReference[0]))
        .stream()
        .filter(items::containsKey)
        .toArray(ManagedObjectReference[]::new);
  }

  private void datastore(Managed object, Item item) {
    DatastoreSummary summary = item.get("summary", DatastoreSummary.class).orElseThrow();
    world.set(object, DatastoreContents.CAPACITY, summary.capacity);
    world.set(object, DatastoreContents.TYPE, summary.type);
    put(object, item, "capability");
    boolean usable =
        summary.accessible
            && (summary.maintenanceMode == null || summary.maintenanceMode.equals("normal"));
    Map<String, DatastoreHostMount> told = new LinkedHashMap<>();
    for (DatastoreHostMount mount :
        item.get("host", DatastoreHostMount[].class).orElse(new DatastoreHostMount[0])) {
      told.put(mount.key.val, mount);
    }
    world.set(
        object,
        "host",
        items.values().stream()
            .filter(each -> each.type().equals("HostSystem"))
            .filter(each -> List.of(references(each, "datastore")).contains(item.ref()))
            .map(each -> mount(object, world.need(each.ref()), told.get(each.ref().val), usable))
            .toArray(DatastoreHostMount[]::new));
    HostDatastoreBrowser.create(world, object);
  }

  private static DatastoreHostMount mount(
      Managed datastore, Managed host, DatastoreHostMount told, boolean usable) {
    DatastoreHostMount mount = Datastore.mount(datastore, host);
    if (told != null && told.mountInfo != null) {
      mount.mountInfo.accessMode = told.mountInfo.accessMode;
      mount.mountInfo.mounted = told.mountInfo.mounted;
      mount.mountInfo.accessible = told.mountInfo.accessible;
    }
    if (!usable) {
      mount.mountInfo.accessible = false;
    }
    return mount;
  }

  private void portGroup(Managed object, Item item) {
    DVPortgroupConfigInfo config = item.get("config", DVPortgroupConfigInfo.class).orElseThrow();
    world.set(object, "key", item.get("key", String.class).orElse(config.key));
    world.set(object, "tag", item.get("tag", Tag[].class).orElse(null));
    world.set(object, "config", config);
  }

  private void distributed(Managed object, Item item) {
    DVSConfigInfo config = item.get("config", DVSConfigInfo.class).orElseThrow();
    world.set(object, "uuid", item.get("uuid", String.class).orElse(config.uuid));
    world.set(object, "config", config);
  }
}
