package dev.provision.vsphere.kind.allocation;

import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourcePoolRuntimeInfo;
import dev.provision.spi.Address;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What pools take of the pool above them once a plan is done: each its reservation, or more where
 * its machines and pools reserve more. A pool that is not expandable has its reservation to give;
 * the root pool has what its hosts have. The server tells the rest of an existing root pool ({@code
 * runtime.memory.unreservedForPool}); nobody has seen whether a real one takes from it what HA
 * keeps free. Of hosts that the plan adds the whole hardware counts, though ESXi takes some.
 *
 * @param then the snapshot as it will be after the plan
 * @param property of the pools, {@code config.memoryAllocation}
 */
record PoolClaims(Inventory then, AllocationUnit unit, String property) {
  private static final String RUNTIME = "runtime";
  private static final List<String> POOLS = List.of("ResourcePool", "VirtualApp");

  /** Not a property of the API: has a {@link Changed}. */
  private static final String CHANGED = "provision.changedPool";

  /**
   * A pool that the plan makes or changes.
   *
   * @param before the pool as it is now; without properties for a new one
   */
  record Changed(Address address, Item before) {}

  static Item changed(Item pool, Address address, Item before) {
    return pool.with(CHANGED, new Changed(address, before));
  }

  private static Optional<Changed> change(Item pool) {
    return pool.get(CHANGED, Changed.class);
  }

  private static Item before(Item pool) {
    return change(pool).map(Changed::before).orElse(pool);
  }

  private static boolean isNew(Item pool) {
    return Place.known(pool.ref()).isEmpty();
  }

  private long reservation(Item pool) {
    return pool.get(property, ResourceAllocationInfo.class)
        .map(ResourceAllocationInfo::getReservation)
        .orElse(0L);
  }

  private boolean isFixed(Item pool) {
    return pool.get(property, ResourceAllocationInfo.class)
        .filter(info -> Boolean.FALSE.equals(info.getExpandableReservation()))
        .isPresent();
  }

  private Stream<Item> pools(Item above) {
    return POOLS.stream()
        .flatMap(type -> then.all(type).stream())
        .distinct()
        .filter(each -> each.parent().filter(above.ref()::equals).isPresent());
  }

  private static boolean isRoot(Item pool) {
    return pool.name().equals(PoolRef.ROOT);
  }

  /** How much more a pool reserves than before; negative for one that gives some back. */
  private long growth(Item pool) {
    return reservation(pool) - reservation(before(pool));
  }

  /** What a pool takes of the one above it. */
  private long claim(Item pool) {
    return Math.max(reservation(pool), inside(pool));
  }

  private long claimNow(Item pool) {
    return isNew(pool) ? 0 : Math.max(reservation(before(pool)), used(pool));
  }

  private long used(Item pool) {
    return pool.get(RUNTIME, ResourcePoolRuntimeInfo.class).map(unit::reserved).orElse(0L);
  }

  /** What the machines and the pools in a pool take of it. */
  private long inside(Item pool) {
    long machines = used(pool);
    long pools = 0;
    for (Item each : pools(pool).toList()) {
      machines -= claimNow(each);
      pools += claim(each);
    }
    return Math.max(0, machines) + pools;
  }

  /** The pools above one, the nearest first; of a made cluster too. */
  private List<Item> above(Item pool) {
    List<Item> all = new ArrayList<>();
    Item at = pool;
    while (!isRoot(at)) {
      Optional<Item> next = at.parent().flatMap(then::get);
      if (next.isEmpty() || !POOLS.contains(next.get().type())) {
        return all;
      }
      at = next.get();
      all.add(at);
    }
    return all;
  }

  /** Why a reservation does not fit; said once, of the pool that takes most in addition. */
  Optional<String> refusal(String field, Item pool) {
    if (growth(pool) <= 0) {
      return Optional.empty();
    }
    Item below = pool;
    for (Item at : above(pool)) {
      Optional<Long> most =
          isRoot(at) ? ofHosts(at) : isFixed(at) ? Optional.of(reservation(at)) : Optional.empty();
      if (most.isPresent() && inside(at) > most.get() && isGreediest(at, pool)) {
        long others = inside(at) - claim(below);
        return Optional.of(
            "`%s.reservation` %s is too much: %s%s"
                .formatted(
                    field,
                    unit.words(reservation(pool)),
                    isRoot(at)
                        ? "the hosts of `%s` have %s".formatted(owner(at), unit.words(most.get()))
                        : "`%s` has %s, is not expandable"
                            .formatted(at.shown(), unit.words(most.get())),
                    others == 0 ? "" : ", and all else there reserves " + unit.words(others)));
      }
      below = at;
    }
    return Optional.empty();
  }

  private String owner(Item root) {
    return root.parent().flatMap(then::get).map(Item::shown).orElse("");
  }

  /** Whether no pool below takes more in addition than this one. */
  private boolean isGreediest(Item above, Item pool) {
    return below(above)
        .max(
            Comparator.comparingLong(this::growth)
                .thenComparing(each -> then.path(each.ref()).toString()))
        .filter(pool::equals)
        .isPresent();
  }

  private Stream<Item> below(Item above) {
    return pools(above).flatMap(each -> Stream.concat(Stream.of(each), below(each)));
  }

  /** The pools beside one, and beside those above it, that reserve less than before. */
  Stream<Address> givers(Item pool) {
    return growth(pool) <= 0
        ? Stream.empty()
        : above(pool).stream()
            .flatMap(this::below)
            .filter(each -> growth(each) < 0)
            .flatMap(each -> change(each).stream())
            .map(Changed::address);
  }

  /** What the hosts of a root pool have to give; empty where that is not known. */
  private Optional<Long> ofHosts(Item root) {
    Optional<Item> compute = root.parent().flatMap(then::get);
    Optional<Long> now =
        isNew(root)
            ? Optional.of(0L)
            : root.get(RUNTIME, ResourcePoolRuntimeInfo.class).map(unit::capacity);
    if (compute.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    List<ManagedObjectReference> counted =
        compute.get().get("host", ManagedObjectReference[].class).map(List::of).orElse(List.of());
    long all = now.get();
    for (Item host : then.all("HostSystem")) {
      boolean joins = isNew(root) || isNew(host) || !counted.isEmpty();
      if (host.parent().filter(compute.get().ref()::equals).isPresent()
          && joins
          && !counted.contains(host.ref())
          && isUsable(host)) {
        Optional<Long> more = unit.hardware(host);
        if (more.isEmpty()) {
          return Optional.empty();
        }
        all += more.get();
      }
    }
    return Optional.of(all);
  }

  private static boolean isUsable(Item host) {
    return !host.get("runtime.inMaintenanceMode", Boolean.class).orElse(false)
        && host.get("runtime.connectionState", HostSystemConnectionState.class)
            .filter(state -> state != HostSystemConnectionState.connected)
            .isEmpty();
  }
}
