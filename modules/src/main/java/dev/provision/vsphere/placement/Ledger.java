package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.Residents;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The free resources of hosts and datastores, after what one allocation has promised. For one
 * thread. It is long because whatever one VM takes is kept in one place: room on a host,
 * reservations in a cluster, space on a datastore, copies of images, and who is where.
 */
final class Ledger {
  /** A copy of an image: a datastore has one for each disk size. */
  private record Copy(Address image, DataSize disk, ManagedObjectReference datastore) {}

  /**
   * What a host was promised, minus what leaves it.
   *
   * @param memory in bytes
   * @param reservedMemory in bytes
   * @param planned number of VMs that will arrive
   */
  private record Load(long memory, long cpus, long reservedMemory, long reservedMhz, int planned) {
    static final Load NONE = new Load(0, 0, 0, 0, 0);

    static Load of(VmNeed need) {
      return new Load(
          need.ram().bytes(),
          need.vcpus(),
          need.reserved().memory().bytes(),
          need.reserved().mhz(),
          1);
    }

    static Load of(Item vm) {
      return new Load(
          Residents.memory(vm),
          Residents.cpus(vm),
          Residents.reservedMemory(vm),
          Residents.reservedMhz(vm),
          0);
    }

    Load plus(Load more) {
      return new Load(
          memory + more.memory,
          cpus + more.cpus,
          reservedMemory + more.reservedMemory,
          reservedMhz + more.reservedMhz,
          planned + more.planned);
    }

    Load reversed() {
      return new Load(-memory, -cpus, -reservedMemory, -reservedMhz, -planned);
    }
  }

  private final Capacity capacity;
  private final Inventory inventory;
  private final Map<Address, ManagedObjectReference> images = new HashMap<>();
  private final Set<Copy> copies = new HashSet<>();

  /** By host. */
  private final Map<ManagedObjectReference, Load> loads = new HashMap<>();

  /** By cluster. */
  private final Map<ManagedObjectReference, FailoverReserve.Admitted> admitted = new HashMap<>();

  /** By datastore, in bytes. */
  private final Map<ManagedObjectReference, Long> space = new HashMap<>();

  private final Set<ManagedObjectReference> released = new HashSet<>();
  private final Map<Address, Map<ManagedObjectReference, List<Address>>> members = new HashMap<>();

  Ledger(Capacity capacity, Inventory inventory) {
    this.capacity = capacity;
    this.inventory = inventory;
  }

  /** The state before any of these demands is placed. */
  static Ledger before(
      List<Demand> demands, Capacity capacity, Inventory inventory, Residents residents) {
    Ledger ledger = new Ledger(capacity, inventory);
    ledger.settle(demands, residents);
    return ledger;
  }

  /** Existing VMs stay where they are; replaced ones leave first. */
  private void settle(List<Demand> demands, Residents residents) {
    Set<Address> placed =
        demands.stream()
            .filter(demand -> !Unit.need(demand).groups().isEmpty())
            .map(Demand::address)
            .collect(Collectors.toSet());
    for (Demand demand : demands) {
      Optional<Item> vm = residents.vm(demand.address()).filter(Residents::isRunning);
      vm.flatMap(Residents::host).ifPresent(host -> release(host, vm.get()));
    }
    Map<Address, ServerGroup> groups = new TreeMap<>();
    for (Demand demand : demands) {
      Unit.need(demand).groups().forEach(group -> groups.put(group.address(), group));
    }
    for (ServerGroup group : groups.values()) {
      for (Address member : group.members()) {
        if (!placed.contains(member)) {
          residents
              .vm(member)
              .flatMap(Residents::host)
              .ifPresent(host -> settle(group.address(), member, host));
        }
      }
    }
  }

  /** A copy to continue from; this ledger does not change. */
  Ledger copy() {
    Ledger copy = new Ledger(capacity, inventory);
    copy.images.putAll(images);
    copy.copies.addAll(copies);
    copy.loads.putAll(loads);
    copy.admitted.putAll(admitted);
    copy.space.putAll(space);
    copy.released.addAll(released);
    members.forEach(
        (group, hosts) ->
            hosts.forEach((host, those) -> those.forEach(each -> copy.settle(group, each, host))));
    return copy;
  }

  void promise(Address address, HostFacts host, DatastoreFacts datastore, VmNeed need) {
    loads.merge(host.ref(), Load.of(need), Load::plus);
    if (need.runs()) {
      admit(host.ref(), admitted(host.ref()).plus(FailoverReserve.Admitted.of(need)));
    }
    space.merge(datastore.ref(), space(need, datastore.ref()), Long::sum);
    if (!need.runs()) {
      images.put(address, datastore.ref());
    }
    need.source().link().ifPresent(link -> copies.add(copy(link, datastore.ref())));
    need.groups().forEach(group -> settle(group.address(), address, host.ref()));
  }

  /** A VM that runs there leaves before any new VM arrives. */
  void release(ManagedObjectReference host, Item vm) {
    released.add(vm.ref());
    loads.merge(host, Load.of(vm).reversed(), Load::plus);
    admit(host, admitted(host).minus(FailoverReserve.Admitted.of(vm)));
  }

  /** A VM that runs elsewhere arrives. */
  void arrive(ManagedObjectReference host, Item vm) {
    loads.merge(host, Load.of(vm), Load::plus);
    admit(host, admitted(host).plus(FailoverReserve.Admitted.of(vm)));
  }

  /** What was promised to the cluster of a host, less what leaves it. */
  FailoverReserve.Admitted admitted(HostFacts host) {
    return admitted(host.ref());
  }

  private FailoverReserve.Admitted admitted(ManagedObjectReference host) {
    return admitted.getOrDefault(around(host), FailoverReserve.Admitted.NOTHING);
  }

  private void admit(ManagedObjectReference host, FailoverReserve.Admitted all) {
    admitted.put(around(host), all);
  }

  private ManagedObjectReference around(ManagedObjectReference host) {
    return inventory.get(host).flatMap(Item::parent).orElse(host);
  }

  private Load load(HostFacts host) {
    return loads.getOrDefault(host.ref(), Load.NONE);
  }

  /** Whether the resources of a VM are already counted as free, so that moving it frees nothing. */
  boolean isReleased(ManagedObjectReference vm) {
    return released.contains(vm);
  }

  /** Records that a member of a group is on a host. */
  void settle(Address group, Address member, ManagedObjectReference host) {
    members
        .computeIfAbsent(group, g -> new HashMap<>())
        .computeIfAbsent(host, h -> new ArrayList<>())
        .add(member);
  }

  /** The hosts where members of a group are or will be. */
  Map<ManagedObjectReference, List<Address>> members(Address group) {
    return members.getOrDefault(group, Map.of());
  }

  /**
   * How much more free memory a host would have if all its VMs were gone, in bytes: no more than is
   * in use, and without what the hypervisor itself uses.
   */
  long freeableMemory(HostFacts host, Residents residents) {
    long all =
        residents.on(host.ref()).stream()
            .filter(vm -> !isReleased(vm.ref()))
            .mapToLong(Residents::memory)
            .sum();
    return Math.min(all, host.usedMemoryBytes());
  }

  /** In bytes; negative when the host is overcommitted. */
  long freeMemory(HostFacts host) {
    return capacity.ofMemory(host.memoryBytes()) - host.usedMemoryBytes() - load(host).memory();
  }

  /** Virtual CPUs; a very large number when they are not limited. */
  long freeCpus(HostFacts host) {
    return capacity.cpus() == 0
        ? Integer.MAX_VALUE
        : (long) Math.floor(host.threads() * capacity.cpus()) - host.usedCpus() - load(host).cpus();
  }

  /** The smallest cpu_allocation_ratio, with two decimals, that makes room for this many more. */
  String ratioFor(HostFacts host, int more) {
    long taken = (long) Math.floor(host.threads() * capacity.cpus()) - freeCpus(host) + more;
    long hundredths = Math.max(1, taken * 100 / Math.max(1, host.threads()));
    while ((long) Math.floor(host.threads() * (hundredths / 100.0)) < taken) {
      hundredths++;
    }
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
  }

  /** Whether more memory is given away than exists. */
  boolean overcommitsMemory() {
    return capacity.memory() > 1;
  }

  /** The memory that no VM reserves, in bytes; vSphere admits no more, whatever the ratio. */
  long unreservedMemory(HostFacts host) {
    return host.memoryBytes() - host.reservedMemoryBytes() - load(host).reservedMemory();
  }

  /** The same for its CPUs, in MHz. */
  long unreservedMhz(HostFacts host) {
    return host.mhz() - host.reservedMhz() - load(host).reservedMhz();
  }

  /** How many VMs were promised to a host. */
  int planned(HostFacts host) {
    return load(host).planned();
  }

  /** In bytes. */
  long freeSpace(DatastoreFacts datastore) {
    return capacity.ofDisk(datastore.freeBytes(), datastore.capacityBytes())
        - space.getOrDefault(datastore.ref(), 0L);
  }

  /**
   * What a VM takes on a datastore, in bytes: its disks, a swap file for its unreserved memory
   * while it is on, and a copy of its image if it is the first to need one.
   */
  long space(VmNeed need, ManagedObjectReference datastore) {
    return own(need) + copied(need, datastore);
  }

  /** What the VM's own files take, in bytes. */
  static long own(VmNeed need) {
    long swap = need.ram().bytes() - need.reserved().memory().bytes() - need.size().swap().bytes();
    return need.disk().bytes() + Math.max(0, swap);
  }

  /** What the copy of its image on that datastore takes, if one has to be made, in bytes. */
  long copied(VmNeed need, ManagedObjectReference datastore) {
    return need.source()
        .link()
        .filter(link -> isCopied(link, liesOn(link), datastore))
        .filter(link -> !copies.contains(copy(link, datastore)) && !isThere(link, datastore))
        .map(link -> link.room().bytes())
        .orElse(0L);
  }

  /** Whether a VM linked there uses a copy, and not the image itself. */
  static boolean isCopied(
      VmSource.Link link,
      Optional<ManagedObjectReference> image,
      ManagedObjectReference datastore) {
    return link.larger() || image.filter(on -> !on.equals(datastore)).isPresent();
  }

  /** Whether the server already has that copy, finished or not. */
  boolean isThere(VmSource.Link link, ManagedObjectReference datastore) {
    return !link.uuid().isEmpty()
        && !inventory
            .byInstanceUuid(ImageCopy.instanceUuid(link.uuid(), link.disk(), datastore))
            .isEmpty();
  }

  private static Copy copy(VmSource.Link link, ManagedObjectReference datastore) {
    return new Copy(link.image(), link.disk(), datastore);
  }

  /** The datastore of an image, now or after the plan; empty while unknown. */
  Optional<ManagedObjectReference> liesOn(VmSource.Link link) {
    return link.datastore().or(() -> Optional.ofNullable(images.get(link.image())));
  }
}
