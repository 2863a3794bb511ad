package dev.provision.vsphere.inventory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types of managed object that the snapshot holds, and which is a kind of which (vSphere API,
 * "Extends").
 */
public final class ManagedTypes {
  /** What the container view collects; a type brings its subtypes. */
  public static final List<String> VIEWED =
      List.of(
          "Datacenter",
          "Folder",
          "ComputeResource",
          "HostSystem",
          "ResourcePool",
          "Datastore",
          "Network",
          "DistributedVirtualSwitch",
          "VirtualMachine");

  private static final Map<String, List<String>> SUBTYPES =
      Map.of(
          "Folder", List.of("StoragePod"),
          "ComputeResource", List.of("ClusterComputeResource"),
          "ResourcePool", List.of("VirtualApp"),
          "Network", List.of("DistributedVirtualPortgroup", "OpaqueNetwork"),
          "DistributedVirtualSwitch", List.of("VmwareDistributedVirtualSwitch"));

  private ManagedTypes() {}

  /** Whether it stands in the inventory, with a name and a parent ({@code ManagedEntity}). */
  static boolean isInInventory(String type) {
    return VIEWED.stream().anyMatch(viewed -> withSubtypes(viewed).contains(type));
  }

  /** The type itself and all that extend it. */
  public static Set<String> withSubtypes(String type) {
    Set<String> all = new LinkedHashSet<>();
    all.add(type);
    all.addAll(SUBTYPES.getOrDefault(type, List.of()));
    return all;
  }
}
