package dev.provision.vsphere.inventory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types of managed objects in the snapshot, and their subtypes (vSphere API, "Extends"). */
public final class ManagedTypes {
  /** The types that the container view collects; a type includes its subtypes. */
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

  /** Whether it is part of the inventory tree, with a name and a parent ({@code ManagedEntity}). */
  static boolean isInInventory(String type) {
    return VIEWED.stream().anyMatch(viewed -> withSubtypes(viewed).contains(type));
  }

  /** The type itself and all its subtypes. */
  public static Set<String> withSubtypes(String type) {
    Set<String> all = new LinkedHashSet<>();
    all.add(type);
    all.addAll(SUBTYPES.getOrDefault(type, List.of()));
    return all;
  }
}
