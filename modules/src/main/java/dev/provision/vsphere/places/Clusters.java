package dev.provision.vsphere.places;

import dev.provision.spi.Problem;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The clusters or single hosts, and the resource pool, that a connection names for its VMs. */
public final class Clusters {
  private static final List<String> TYPES = List.of("ComputeResource");

  private final VcenterSpec spec;
  private final Inventory inventory;
  private final List<Item> usable = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Optional<Item> pool;

  public Clusters(VcenterSpec spec, Inventory inventory) {
    this.spec = spec;
    this.inventory = inventory;
    Optional<Item> datacenter =
        spec.datacenter()
            .flatMap(
                name -> find("datacenter", "datacenter", "Datacenter", name, InventoryPath.ROOT));
    InventoryPath below = datacenter.map(dc -> inventory.path(dc.ref())).orElse(InventoryPath.ROOT);
    for (PlaceName name : spec.effectiveClusters()) {
      find(clusterField(), "cluster", TYPES.get(0), name, below).ifPresent(usable::add);
    }
    if (spec.effectiveClusters().isEmpty() && problems.isEmpty()) {
      for (Item compute : inventory.all("ComputeResource")) {
        if (inventory.path(compute.ref()).isBelow(below)) {
          usable.add(compute);
        }
      }
    }
    pool =
        spec.resourcePool()
            .map(Ref::name)
            .flatMap(PlaceName::read)
            .flatMap(
                name ->
                    find(
                        "resource_pool", "resource pool", "ResourcePool", name, poolsBelow(below)));
  }

  private InventoryPath poolsBelow(InventoryPath datacenter) {
    return usable.size() == 1 ? inventory.path(usable.get(0).ref()) : datacenter;
  }

  private Optional<Item> find(
      String field, String what, String type, PlaceName name, InventoryPath below) {
    Lookup lookup = inventory.find(List.of(type), name, below);
    lookup.problem(what, name, below).map(why -> new Problem(field, why)).ifPresent(problems::add);
    return lookup instanceof Lookup.Found found ? Optional.of(found.item()) : Optional.empty();
  }

  private String clusterField() {
    if (!spec.clusters().isEmpty()) {
      return "clusters";
    }
    return spec.cluster().isPresent() ? "cluster" : "cluster_name";
  }

  /** The named ones that exist; all of the datacenter when none is named. */
  public List<Item> usable() {
    return List.copyOf(usable);
  }

  /** The named pool; empty when none is named or it does not exist. */
  public Optional<Item> pool() {
    return pool;
  }

  /** Names that match nothing, or several objects. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Why VMs cannot be placed although every name is right; empty when they can. */
  public Optional<String> undecided() {
    List<Item> datacenters = List.copyOf(inventory.all("Datacenter"));
    if (!spec.effectiveClusters().isEmpty()
        || spec.datacenter().isPresent()
        || datacenters.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        "there are several datacenters: "
            + datacenters.stream()
                .map(dc -> "`" + inventory.path(dc.ref()) + "`")
                .sorted()
                .collect(Collectors.joining(", "))
            + "; name one as `datacenter`, or a cluster");
  }
}
