package dev.provision.vsphere.capture;

import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DVSConfigInfo;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.DatastoreInfo;
import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NetworkSummary;
import com.vmware.vim25.OpaqueNetworkSummary;
import com.vmware.vim25.VMwareDVSConfigInfo;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.places.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a capture holds of everything that is no VM. Lists of children are worked out from the
 * parents that were read, and lists of hosts, datastores and networks keep only those that were
 * read, so none names an object that the capture lacks.
 */
final class CapturedPlaces {
  static final Map<String, Set<String>> LIGHT =
      Map.of(
          "Datacenter", Set.of(Tree.properties()),
          "Folder", Set.of("childType"),
          "ClusterComputeResource", Set.of(DrsCluster.CONFIG),
          "HostSystem", Set.of("summary.hardware.numCpuCores", "summary.hardware.cpuMhz"),
          "VirtualMachine", CapturedVm.LIGHT);

  private final Snapshot seen;
  private final CapturedValues values;
  private final Map<String, Set<String>> compared = new HashMap<>();
  private final Map<ManagedObjectReference, List<ManagedObjectReference>> children =
      new HashMap<>();

  /**
   * @param declared properties that kinds compare only when something is declared, by type
   */
  CapturedPlaces(
      Snapshot seen,
      CapturedValues values,
      List<VsphereKind<?, ?, ?>> kinds,
      Map<String, Set<String>> declared) {
    this.seen = seen;
    this.values = values;
    kinds.forEach(kind -> add(kind.rowProperties()));
    add(declared);
    for (Item item : seen.contents().items().values()) {
      item.parent()
          .ifPresent(up -> children.computeIfAbsent(up, p -> new ArrayList<>()).add(item.ref()));
    }
  }

  private void add(Map<String, Set<String>> paths) {
    paths.forEach(
        (type, more) -> compared.computeIfAbsent(type, t -> new HashSet<>()).addAll(more));
  }

  Map<String, Object> of(Item item) {
    Map<String, Object> kept = CaptureReader.properties(item);
    switch (item.type()) {
      case "Folder", "StoragePod" -> folder(item, kept);
      case "Datacenter" -> datacenter(item, kept);
      case "ComputeResource", "ClusterComputeResource" -> compute(item, kept);
      case "HostSystem" -> host(item, kept);
      case "ResourcePool", "VirtualApp" -> pool(item, kept);
      case "Datastore" -> datastore(item, kept);
      case "DistributedVirtualSwitch", "VmwareDistributedVirtualSwitch" -> distributed(item, kept);
      default -> network(item, kept);
    }
    values.put(item, kept);
    rows(item, kept);
    return kept;
  }

  private void folder(Item item, Map<String, Object> kept) {
    kept.put("childType", item.get("childType", String[].class).orElse(null));
    kept.put("childEntity", below(item, "ManagedEntity"));
  }

  /** The properties that kinds compare, as they were read; what is there already stays. */
  private void rows(Item item, Map<String, Object> kept) {
    compared.forEach(
        (type, paths) -> {
          if (ManagedTypes.withSubtypes(type).contains(item.type())) {
            paths.forEach(
                path ->
                    item.get(path, Object.class).ifPresent(value -> kept.putIfAbsent(path, value)));
          }
        });
  }

  private ManagedObjectReference[] below(Item item, String type) {
    Set<String> types = ManagedTypes.withSubtypes(type);
    return children.getOrDefault(item.ref(), List.of()).stream()
        .filter(ref -> type.equals("ManagedEntity") || types.contains(ref.type))
        .toArray(ManagedObjectReference[]::new);
  }

  private void datacenter(Item item, Map<String, Object> kept) {
    for (String folder : Tree.properties()) {
      kept.put(folder, item.get(folder, ManagedObjectReference.class).orElse(null));
    }
    kept.put("datastore", anywhereBelow(item, "Datastore"));
    kept.put("network", anywhereBelow(item, "Network"));
  }

  private ManagedObjectReference[] anywhereBelow(Item top, String type) {
    List<String> path = seen.path(top.ref()).names();
    return seen.all(type).stream()
        .filter(
            item -> {
              List<String> names = seen.path(item.ref()).names();
              return names.size() > path.size() && names.subList(0, path.size()).equals(path);
            })
        .map(Item::ref)
        .toArray(ManagedObjectReference[]::new);
  }

  private void compute(Item item, Map<String, Object> kept) {
    kept.put("resourcePool", item.get("resourcePool", ManagedObjectReference.class).orElse(null));
    ManagedObjectReference[] hosts = below(item, "HostSystem");
    kept.put("host", hosts);
    kept.put("datastore", of(hosts, "datastore"));
    kept.put("network", of(hosts, "network"));
    if (item.type().equals("ClusterComputeResource")) {
      kept.put(DrsCluster.CONFIG, CapturedCluster.of(item, ref -> seen.get(ref).isPresent()));
    }
  }

  /** The datastores or networks that at least one of these hosts has. */
  private ManagedObjectReference[] of(ManagedObjectReference[] hosts, String property) {
    Set<ManagedObjectReference> all = new LinkedHashSet<>();
    for (ManagedObjectReference host : hosts) {
      seen.get(host).ifPresent(item -> all.addAll(List.of(references(item, property))));
    }
    return all.toArray(ManagedObjectReference[]::new);
  }

  /** The references of a property, without objects that were not read. */
  private ManagedObjectReference[] references(Item item, String property) {
    return Arrays.stream(
            item.get(property, ManagedObjectReference[].class)
                .orElse(new ManagedObjectReference[0]))
        .filter(ref -> seen.get(ref).isPresent())
        .toArray(ManagedObjectReference[]::new);
  }

  private ManagedObjectReference[] vms(String property, ManagedObjectReference at) {
    return seen.all("VirtualMachine").stream()
        .filter(vm -> vm.get(property, ManagedObjectReference.class).filter(at::equals).isPresent())
        .map(Item::ref)
        .toArray(ManagedObjectReference[]::new);
  }

  private void host(Item item, Map<String, Object> kept) {
    CapturedHost.put(item, kept);
    kept.put("datastore", references(item, "datastore"));
    kept.put("network", references(item, "network"));
    kept.put("vm", vms("runtime.host", item.ref()));
  }

  private void pool(Item item, Map<String, Object> kept) {
    kept.put("resourcePool", below(item, "ResourcePool"));
    kept.put("vm", vms("resourcePool", item.ref()));
    item.get("parentFolder", ManagedObjectReference.class)
        .filter(folder -> seen.get(folder).isPresent())
        .ifPresent(folder -> kept.put("parentFolder", folder));
    Optional<Item> up = Optional.of(item);
    while (up.isPresent()
        && !ManagedTypes.withSubtypes("ComputeResource").contains(up.get().type())) {
      up = up.get().parent().flatMap(seen::get);
    }
    kept.put("owner", up.map(Item::ref).orElse(null));
  }

  private void datastore(Item item, Map<String, Object> kept) {
    DatastoreSummary summary = new DatastoreSummary();
    summary.datastore = item.ref();
    summary.name = item.name();
    summary.url = "ds:///vmfs/volumes/" + item.ref().val + "/";
    summary.capacity = CapturedHost.number(item, "summary.capacity");
    summary.freeSpace = CapturedHost.number(item, "summary.freeSpace");
    summary.accessible = new DatastoreFacts(item).keep(kept).isAccessible();
    summary.type = item.get("summary.type", String.class).orElse("VMFS");
    summary.maintenanceMode = item.get("summary.maintenanceMode", String.class).orElse("normal");
    DatastoreInfo info = new DatastoreInfo();
    info.name = summary.name;
    info.url = summary.url;
    info.freeSpace = summary.freeSpace;
    kept.put("summary", summary);
    kept.put("info", item.get("info", DatastoreInfo.class).orElse(info));
    kept.put(
        "host",
        Arrays.stream(
                item.get("host", DatastoreHostMount[].class).orElse(new DatastoreHostMount[0]))
            .filter(mount -> seen.get(mount.key).isPresent())
            .toArray(DatastoreHostMount[]::new));
  }

  private void distributed(Item item, Map<String, Object> kept) {
    VMwareDVSConfigInfo config =
        item.get("config", DVSConfigInfo.class)
            .filter(VMwareDVSConfigInfo.class::isInstance)
            .map(VMwareDVSConfigInfo.class::cast)
            .orElseGet(() -> config(item));
    kept.put("uuid", config.uuid);
    kept.put("config", config);
    kept.put(
        "portgroup",
        seen.all("DistributedVirtualPortgroup").stream()
            .filter(group -> switchOf(group).filter(item.ref()::equals).isPresent())
            .map(Item::ref)
            .toArray(ManagedObjectReference[]::new));
  }

  /** Of a switch of which little was read. */
  private static VMwareDVSConfigInfo config(Item item) {
    VMwareDVSConfigInfo config = new VMwareDVSConfigInfo();
    config.uuid = item.get("uuid", String.class).orElse("");
    config.name = item.name();
    config.configVersion = "1";
    config.maxMtu = 1500;
    return config;
  }

  private static Optional<ManagedObjectReference> switchOf(Item group) {
    return group.get("config.distributedVirtualSwitch", ManagedObjectReference.class);
  }

  private static NetworkSummary opaque(OpaqueNetworkSummary seen) {
    OpaqueNetworkSummary summary = new OpaqueNetworkSummary();
    summary.opaqueNetworkId = seen.opaqueNetworkId;
    summary.opaqueNetworkType = seen.opaqueNetworkType;
    return summary;
  }

  private void network(Item item, Map<String, Object> kept) {
    NetworkSummary summary =
        item.get("summary", OpaqueNetworkSummary.class)
            .map(CapturedPlaces::opaque)
            .orElseGet(NetworkSummary::new);
    summary.network = item.ref();
    summary.name = item.name();
    summary.accessible = true;
    kept.put("summary", summary);
    kept.put(
        "host",
        seen.all("HostSystem").stream()
            .filter(host -> List.of(references(host, "network")).contains(item.ref()))
            .map(Item::ref)
            .toArray(ManagedObjectReference[]::new));
    if (item.type().equals("DistributedVirtualPortgroup")) {
      item.get("tag", Object.class).ifPresent(tags -> kept.put("tag", tags));
      DVPortgroupConfigInfo config =
          item.get("config", DVPortgroupConfigInfo.class).orElseGet(() -> group(item));
      kept.put("key", config.key);
      kept.put("config", config);
    }
  }

  /** The configuration of a distributed port group of which little was read. */
  private static DVPortgroupConfigInfo group(Item item) {
    DVPortgroupConfigInfo config = new DVPortgroupConfigInfo();
    config.key = item.get("key", String.class).orElse(item.ref().val);
    config.name = item.name();
    config.type = "earlyBinding";
    config.configVersion = "1";
    config.distributedVirtualSwitch = switchOf(item).orElse(null);
    return config;
  }
}
