package dev.provision.vsphere.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reports that a name belongs to an object of another type than the wanted one, and what to write.
 */
final class WrongSort {
  /** How many objects in a container are listed. */
  private static final int NAMED = 5;

  /** What people call an object of each type. */
  private static final Map<String, String> ONE =
      Map.ofEntries(
          Map.entry("Datacenter", "a datacenter"),
          Map.entry("Folder", "a folder"),
          Map.entry("StoragePod", "a datastore cluster"),
          Map.entry("ComputeResource", "a single host"),
          Map.entry("ClusterComputeResource", "a cluster"),
          Map.entry("HostSystem", "a host"),
          Map.entry("ResourcePool", "a resource pool"),
          Map.entry("VirtualApp", "a vApp"),
          Map.entry("Datastore", "a datastore"),
          Map.entry("Network", "a port group"),
          Map.entry("DistributedVirtualPortgroup", "a distributed port group"),
          Map.entry("OpaqueNetwork", "an opaque network"),
          Map.entry("DistributedVirtualSwitch", "a distributed switch"),
          Map.entry("VmwareDistributedVirtualSwitch", "a distributed switch"),
          Map.entry("VirtualMachine", "a VM"));

  private static final Map<String, String> MANY =
      Map.of(
          "Datastore", "datastores",
          "Network", "port groups",
          "VirtualMachine", "VMs and templates",
          "Datacenter", "datacenters",
          "ResourcePool", "resource pools",
          "HostSystem", "hosts",
          "ComputeResource", "clusters",
          "Folder", "folders");

  private final Snapshot snapshot;
  private final Set<String> wanted;

  WrongSort(Snapshot snapshot, Set<String> wanted) {
    this.snapshot = snapshot;
    this.wanted = wanted;
  }

  /**
   * The object that has the name, and what to write; empty when there is none. The nearest one is
   * preferred.
   */
  String of(PlaceName name, InventoryPath below) {
    for (PlaceName.Reading reading : name.readings()) {
      Optional<Item> other =
          snapshot.named(reading.last()).stream()
              .filter(item -> ONE.containsKey(item.type()) && !wanted.contains(item.type()))
              .filter(item -> reading.fits(snapshot.path(item.ref())))
              .min(
                  Comparator.comparing((Item item) -> rank(item, below))
                      .thenComparing(item -> snapshot.path(item.ref()).toString()));
      if (other.isPresent()) {
        return text(other.get());
      }
    }
    return "";
  }

  private int rank(Item item, InventoryPath below) {
    int near = snapshot.path(item.ref()).isBelow(below) ? 0 : 2;
    return near + (instead(item).isEmpty() ? 1 : 0);
  }

  private String text(Item other) {
    return "`"
        + snapshot.path(other.ref())
        + "` is "
        + ONE.get(other.type())
        + instead(other).map(what -> "; " + what).orElse("");
  }

  private Optional<String> instead(Item other) {
    boolean compute = other.type().endsWith("ComputeResource");
    if (wanted.contains("ResourcePool") && compute) {
      return Optional.of(
          "write it as `cluster`, or the path of a pool in it: `"
              + snapshot.path(other.ref()).child("Resources")
              + "` is its own");
    }
    if (wanted.contains("ComputeResource")) {
      return compute(other);
    }
    if (wanted.contains("HostSystem") && compute) {
      return Optional.of("write it as `cluster`");
    }
    if (wanted.contains("Folder")) {
      return folder(other);
    }
    return inside(other);
  }

  private Optional<String> compute(Item other) {
    if (other.type().equals("HostSystem")) {
      return Optional.of(
          "write its cluster, `"
              + snapshot.path(other.ref()).parent().name()
              + "`; an instance takes it as `host`");
    }
    return other.type().equals("ResourcePool") || other.type().equals("VirtualApp")
        ? Optional.of("write it as `resource_pool`")
        : inside(other);
  }

  private Optional<String> folder(Item other) {
    InventoryPath path = snapshot.path(other.ref());
    if (other.type().equals("Datacenter")) {
      return Optional.of("write a folder in it: `" + path.child("vm") + "` holds its VMs");
    }
    return other.type().equals("VirtualMachine")
        ? Optional.of("write the folder that it is in: `" + path.parent() + "`")
        : Optional.empty();
  }

  /** Objects of the wanted type in a container. */
  private Optional<String> inside(Item container) {
    String many = MANY.get(wanted.iterator().next());
    if (many == null || !isContainer(container)) {
      return Optional.empty();
    }
    List<Item> members =
        wanted.stream()
            .flatMap(type -> snapshot.all(type).stream())
            .distinct()
            .filter(item -> isIn(item, container))
            .sorted(Comparator.comparing(Item::shown))
            .toList();
    if (members.isEmpty()) {
      return Optional.of("there are no " + many + " in it");
    }
    String more = members.size() > NAMED ? " and " + (members.size() - NAMED) + " more" : "";
    return Optional.of(
        "write one of its "
            + many
            + ": "
            + members.stream()
                .limit(NAMED)
                .map(item -> "`" + item.shown() + "`")
                .collect(Collectors.joining(", "))
            + more);
  }

  private static boolean isContainer(Item item) {
    return item.type().endsWith("DistributedVirtualSwitch")
        || Set.of("Datacenter", "Folder", "StoragePod", "VirtualApp").contains(item.type());
  }

  private boolean isIn(Item item, Item container) {
    if (container.type().endsWith("DistributedVirtualSwitch")) {
      return !PortGroups.isUplink(item)
          && PortGroups.switchOf(item).equals(Optional.of(container.ref()));
    }
    return snapshot.path(item.ref()).isBelow(snapshot.path(container.ref()));
  }
}
