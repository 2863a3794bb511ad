package dev.provision.modules.instances.place;

import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks the cluster of a declared resource pool. A VM can move between pools of one cluster
 * directly; to a pool of another cluster it must be migrated ({@code
 * ResourcePool.MoveIntoResourcePool}: {@code InvalidArgument} if the pool belongs to another
 * compute resource).
 */
final class PoolPlace {
  private PoolPlace() {}

  /**
   * Why the VM cannot be in the declared pool: the pool is not in the cluster where the VM is
   * declared to be, or is now.
   *
   * @param host the VM's host; empty if there is no VM or its host cannot be read
   */
  static Optional<Problem> problem(
      Placing wanted, Optional<InventoryPath> host, boolean isThere, Inventory read) {
    Optional<InventoryPath> owner =
        wanted.pool().flatMap(pool -> read.at(pool.path())).flatMap(pool -> owner(pool, read));
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    String is = "resource pool `" + wanted.poolName().get() + "` is in `" + owner.get() + "`";
    InventoryPath below = wanted.head().connection().below(read);
    if (wanted.host().isPresent()) {
      return find("HostSystem", wanted.host().get(), below, read)
          .map(InventoryPath::parent)
          .filter(cluster -> !cluster.equals(owner.get()))
          .map(cluster -> problem(is + ", and host `" + wanted.host().get() + "` is not"));
    }
    if (wanted.cluster().isPresent()) {
      PlaceName name = wanted.cluster().get();
      return find("ComputeResource", name, below, read)
          .filter(cluster -> !cluster.equals(owner.get()))
          .map(cluster -> problem(is + ", and not in the declared cluster `" + name + "`"));
    }
    return host.filter(at -> isThere)
        .map(InventoryPath::parent)
        .filter(cluster -> !cluster.equals(owner.get()))
        .map(
            cluster ->
                problem(
                    is
                        + ", and it is in `"
                        + cluster
                        + "`; declare `cluster: "
                        + owner.get().name()
                        + "` too to migrate it"))
        .or(() -> isThere ? Optional.empty() : notNamed(is, owner.get(), wanted, read));
  }

  private static Problem problem(String why) {
    return new Problem(VmField.POOL.field(), why);
  }

  private static Optional<InventoryPath> owner(Item pool, Inventory read) {
    Optional<Item> up = Optional.of(pool);
    while (up.isPresent() && !up.get().type().endsWith("ComputeResource")) {
      up = up.get().parent().flatMap(read::get);
    }
    return up.map(item -> read.path(item.ref()));
  }

  private static Optional<InventoryPath> find(
      String type, PlaceName name, InventoryPath below, Inventory read) {
    return read.find(List.of(type), name, below) instanceof Lookup.Found found
        ? Optional.of(found.path())
        : Optional.empty();
  }

  /** A new one is made where its pool is, if the connection names that cluster or names none. */
  private static Optional<Problem> notNamed(
      String is, InventoryPath cluster, Placing wanted, Inventory read) {
    InventoryPath below = wanted.head().connection().below(read);
    List<PlaceName> named = wanted.head().connection().effectiveClusters();
    boolean among =
        named.isEmpty()
            || named.stream()
                .map(name -> find("ComputeResource", name, below, read))
                .anyMatch(Optional.of(cluster)::equals);
    return among
        ? Optional.empty()
        : Optional.of(
            problem(is + ", which the connection does not name: it has `" + words(named) + "`"));
  }

  private static String words(List<PlaceName> named) {
    return named.stream().map(PlaceName::text).collect(Collectors.joining("`, `"));
  }
}
