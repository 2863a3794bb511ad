package dev.provision.vsphere.survey;

import com.vmware.vim25.PropertySpec;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.ManagedTypes;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.ReadSpecs;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.places.Residents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which properties are read of which type: ours (paths, identity, placement) and those that the
 * kinds need.
 *
 * @param light by wire name of the type, for every object; those of the supertype are repeated
 * @param full for the VMs that are read in full, besides the light ones
 */
public record WantedProperties(Map<String, Set<String>> light, Set<String> full) {
  /** What paths, identity and placement always need. */
  private static final Map<String, List<String>> OURS = ours();

  private static Map<String, List<String>> ours() {
    Map<String, List<String>> ours = new LinkedHashMap<>();
    ours.put("Datacenter", List.of());
    ours.put("Folder", List.of());
    ours.put("StoragePod", List.of());
    ours.put("ComputeResource", List.of("resourcePool", HardwareReading.BROWSER));
    ours.put("ClusterComputeResource", List.of(DrsCluster.CONFIG));
    ours.put(
        "HostSystem",
        List.of(
            "runtime.connectionState",
            "runtime.powerState",
            "runtime.inMaintenanceMode",
            "summary.hardware.numCpuThreads",
            "summary.hardware.memorySize",
            "summary.hardware.cpuMhz",
            "summary.hardware.numCpuCores",
            "summary.quickStats.overallMemoryUsage",
            "datastore",
            "network"));
    ours.put("ResourcePool", List.of());
    ours.put("VirtualApp", List.of());
    ours.put(
        "Datastore",
        List.of(
            "summary.accessible",
            "summary.freeSpace",
            "summary.capacity",
            "summary.type",
            "summary.url",
            DatastoreFacts.MAKES_TOP_FOLDERS,
            "summary.maintenanceMode",
            "host"));
    ours.put("Network", List.of());
    ours.put("DistributedVirtualPortgroup", List.of());
    ours.put("OpaqueNetwork", List.of());
    ours.put("DistributedVirtualSwitch", List.of());
    ours.put("VmwareDistributedVirtualSwitch", List.of());
    List<String> vm =
        new ArrayList<>(
            List.of(
                "parentVApp",
                "summary.config.instanceUuid",
                "summary.config.template",
                "runtime.powerState",
                "runtime.connectionState",
                "runtime.host",
                "summary.config.memorySizeMB",
                "summary.config.numCpu",
                Residents.RESERVED_MB,
                Residents.RESERVED_MHZ));
    Marks.LIGHT.forEach(key -> vm.add(Marks.property(key)));
    ours.put("VirtualMachine", List.copyOf(vm));
    return Collections.unmodifiableMap(ours);
  }

  public static WantedProperties of(List<VsphereKind<?, ?, ?>> kinds) {
    Map<String, Set<String>> asked = new LinkedHashMap<>();
    OURS.forEach((type, paths) -> add(asked, type, paths));
    Set<String> full = new TreeSet<>();
    for (VsphereKind<?, ?, ?> kind : kinds) {
      kind.lightProperties().forEach((type, paths) -> add(asked, type, paths));
      kind.rowProperties().forEach((type, paths) -> add(asked, type, paths));
      full.addAll(kind.fullProperties());
    }
    full.add("config.extraConfig");
    // the full pass reads all of it, so single keys are only for the light pass
    full.removeIf(path -> path.startsWith("config.extraConfig["));
    return new WantedProperties(asked, full);
  }

  /** The same with more properties; the second set is for VMs that are read in full. */
  public WantedProperties with(Map<String, Set<String>> moreLight, Set<String> moreFull) {
    Map<String, Set<String>> asked = new LinkedHashMap<>();
    light.forEach((type, paths) -> asked.put(type, new LinkedHashSet<>(paths)));
    moreLight.forEach((type, paths) -> add(asked, type, paths));
    Set<String> all = new TreeSet<>(full);
    all.addAll(moreFull);
    return new WantedProperties(asked, all);
  }

  private static void add(Map<String, Set<String>> asked, String type, Iterable<String> paths) {
    for (String each : ManagedTypes.withSubtypes(type)) {
      Set<String> all =
          asked.computeIfAbsent(each, t -> new LinkedHashSet<>(List.of("name", "parent")));
      paths.forEach(all::add);
      all.removeIf(AddedProperties::isOne);
    }
  }

  /**
   * A supertype stands before its subtypes, and a subtype repeats what the supertype is asked for,
   * so it does not matter whether a server unites the sets that match or takes the last.
   */
  List<PropertySpec> lightSpecs() {
    List<PropertySpec> specs = new ArrayList<>();
    light.forEach((type, paths) -> specs.add(ReadSpecs.properties(type, paths)));
    return specs;
  }

  /** For an object list in which VMs are read in full. */
  List<PropertySpec> fullSpecs() {
    List<PropertySpec> specs = new ArrayList<>();
    light.forEach(
        (type, paths) -> {
          Set<String> all = new LinkedHashSet<>(paths);
          if (type.equals("VirtualMachine")) {
            all.addAll(full);
          }
          specs.add(ReadSpecs.properties(type, all));
        });
    return specs;
  }
}
