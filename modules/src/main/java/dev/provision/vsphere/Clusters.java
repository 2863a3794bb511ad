package dev.provision.vsphere;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The clusters, or single hosts, that a connection names for VMs to go to. */
final class Clusters {
  private static final List<String> TYPES = List.of("ComputeResource");

  private final List<Item> usable = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  Clusters(VcenterSpec spec, Inventory inventory) {
    InventoryPath below = datacenter(spec, inventory).orElse(InventoryPath.ROOT);
    for (String name : spec.effectiveClusters()) {
      Lookup lookup = inventory.find(TYPES, name, below);
      if (lookup instanceof Lookup.Found found) {
        usable.add(found.item());
      } else {
        problems.add(why("cluster", name, below, lookup));
      }
    }
    if (spec.effectiveClusters().isEmpty() && problems.isEmpty()) {
      List<Item> datacenters = List.copyOf(inventory.all("Datacenter"));
      if (spec.datacenter().isEmpty() && datacenters.size() > 1) {
        problems.add(
            "there are several datacenters: "
                + datacenters.stream()
                    .map(dc -> "`" + inventory.path(dc.ref()) + "`")
                    .sorted()
                    .collect(Collectors.joining(", "))
                + "; name one as `datacenter`, or a cluster");
      }
      for (Item compute : inventory.all("ComputeResource")) {
        if (inventory.path(compute.ref()).names().size() > below.names().size()
            && inventory
                .path(compute.ref())
                .names()
                .subList(0, below.names().size())
                .equals(below.names())) {
          usable.add(compute);
        }
      }
    }
  }

  private Optional<InventoryPath> datacenter(VcenterSpec spec, Inventory inventory) {
    if (spec.datacenter().isEmpty()) {
      return Optional.empty();
    }
    String name = spec.datacenter().get();
    Lookup lookup = inventory.find(List.of("Datacenter"), name, InventoryPath.ROOT);
    if (lookup instanceof Lookup.Found found) {
      return Optional.of(found.path());
    }
    problems.add(why("datacenter", name, InventoryPath.ROOT, lookup));
    return Optional.empty();
  }

  /** Why a name stands for nothing, or for several. */
  static String why(String what, String name, InventoryPath below, Lookup lookup) {
    if (lookup instanceof Lookup.Ambiguous several) {
      return what
          + " `"
          + name
          + "` is ambiguous: "
          + several.paths().stream().map(p -> "`" + p + "`").collect(Collectors.joining(", "));
    }
    List<String> near = lookup instanceof Lookup.NotFound missing ? missing.near() : List.of();
    return "there is no "
        + what
        + " `"
        + name
        + "`"
        + (below.names().isEmpty() ? "" : " in `" + below + "`")
        + (near.isEmpty() ? "" : "; did you mean `" + String.join("`, `", near) + "`?");
  }

  /** Those that are named and there; all of the datacenter where none is named. */
  List<Item> usable() {
    return List.copyOf(usable);
  }

  /** Why those that are named cannot be used; empty when all can. */
  List<String> problems() {
    return List.copyOf(problems);
  }
}
