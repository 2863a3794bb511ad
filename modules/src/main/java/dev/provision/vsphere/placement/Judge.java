package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.Residents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists what prevents a VM from being placed on a host, with the amounts of a ledger. Pure. */
final class Judge {
  private final VcenterSpec spec;
  private final Inventory inventory;
  private final Places places;
  private final Residents residents;
  private final Map<ManagedObjectReference, FailoverReserve> reserves;

  Judge(VcenterSpec spec, Inventory inventory, Places places, Residents residents) {
    this.spec = spec;
    this.inventory = inventory;
    this.places = places;
    this.residents = residents;
    this.reserves = FailoverReserve.all(places.hosts(), residents);
  }

  /** What HA keeps free around a host; empty when that is nothing. */
  Optional<FailoverReserve> reserve(HostFacts host) {
    return host.cluster().flatMap(each -> Optional.ofNullable(reserves.get(each.ref())));
  }

  Verdict judge(HostFacts host, Address address, VmNeed need, Ledger ledger) {
    List<Obstacle> obstacles = new ArrayList<>(host.unfit());
    need.where().within().obstacle(inventory.path(host.ref())).ifPresent(obstacles::add);
    if (host.pool().isEmpty()) {
      obstacles.add(
          new Obstacle(
              Constraint.STATE,
              "is not where resource pool `"
                  + spec.resourcePool().map(Ref::name).orElse("")
                  + "` is",
              "name a resource pool of its cluster"));
    }
    if (host.isReadable()) {
      host.hasFewThreads(need, obstacles);
      tooFull(host, need, ledger, obstacles);
      tooReserved(host, need, ledger, obstacles);
      reserve(host)
          .flatMap(kept -> kept.against(need, ledger.admitted(host)))
          .ifPresent(obstacles::add);
      host.lacksVersion(need, inventory, obstacles);
      host.lacksNetworks(need, inventory, obstacles);
    }
    need.groups().forEach(group -> breaks(group, host, ledger, obstacles));
    need.rules().forEach(rule -> PlannedRules.against(rule, host).ifPresent(obstacles::add));
    ruledOut(host, address).ifPresent(obstacles::add);
    unmounted(host, need, obstacles);
    Optional<DatastoreFacts> datastore =
        new DatastoreChoice(host, need, places.allowed(), ledger, inventory).choose(obstacles);
    return new Verdict(host, datastore, obstacles);
  }

  /**
   * Whether a host could take a VM that runs on another. Judged by what is read of every VM: size,
   * reservations and rules, but not networks and datastores.
   */
  boolean takes(HostFacts host, Item vm, Ledger ledger) {
    VmNeed need =
        VmNeed.sized((int) Residents.cpus(vm), new DataSize(Residents.memory(vm)), new DataSize(0))
            .reserving(new DataSize(Residents.reservedMemory(vm)), Residents.reservedMhz(vm));
    List<Obstacle> obstacles = new ArrayList<>(host.unfit());
    host.hasFewThreads(need, obstacles);
    tooFull(host, need, ledger, obstacles);
    tooReserved(host, need, ledger, obstacles);
    return obstacles.isEmpty()
        && host.cluster()
            .flatMap(cluster -> new HostRules(cluster).against(vm.ref(), vm.name(), host))
            .isEmpty();
  }

  /** Datastores of a host that could hold a VM if it were alone there. */
  List<DatastoreFacts> datastores(HostFacts host, VmNeed need, Ledger ledger) {
    return new DatastoreChoice(host, need, places.allowed(), ledger, inventory).all();
  }

  /** Whether the VM exists already, so that rules may apply to it alone. */
  boolean isKnown(Address address) {
    return residents.at(address).isPresent();
  }

  /** Only an existing VM can be in a VM group of the cluster. */
  private Optional<Obstacle> ruledOut(HostFacts host, Address address) {
    return residents
        .at(address)
        .flatMap(
            vm ->
                host.cluster()
                    .flatMap(cluster -> new HostRules(cluster).against(vm.ref(), vm.name(), host)));
  }

  /** Whether a datastore fails the storage policy that a VM needs. */
  boolean dissatisfies(ManagedObjectReference datastore, VmNeed need) {
    return need.where()
        .policy()
        .flatMap(policy -> inventory.policies().refusal(policy, datastore))
        .isPresent();
  }

  private void tooFull(HostFacts host, VmNeed need, Ledger ledger, List<Obstacle> obstacles) {
    long free = Math.max(0, ledger.freeMemory(host));
    // no ratio allows one VM more memory than its host has
    long lacking = need.ram().bytes() - Math.min(free, host.memoryBytes());
    if (lacking > 0) {
      obstacles.add(lacksMemory(host, need, ledger, free, lacking));
    }
    long cpus = ledger.freeCpus(host);
    if (need.vcpus() > cpus) {
      obstacles.add(
          new Obstacle(
              Constraint.CPU,
              "has " + Math.max(0, cpus) + " vcpus left at this cpu_allocation_ratio",
              "raise cpu_allocation_ratio to " + ledger.ratioFor(host, need.vcpus())));
    }
  }

  /**
   * The obstacle of too little memory: running VMs could make room, up to what they use; beyond
   * that the new VM has to be smaller.
   */
  private Obstacle lacksMemory(
      HostFacts host, VmNeed need, Ledger ledger, long free, long lacking) {
    boolean large = need.ram().bytes() > host.memoryBytes();
    int planned = ledger.planned(host);
    String text =
        large
            ? "has " + new DataSize(host.memoryBytes()).brief() + " of memory"
            : "has "
                + (free == 0 ? "no memory free" : new DataSize(free).brief() + " of memory free")
                + (planned == 0 ? "" : " beside " + planned + " more of this plan");
    String more = DataSize.ofMebibytes((lacking + (1 << 20) - 1) >> 20).toString();
    if (!large && lacking <= ledger.freeableMemory(host, residents)) {
      return new Obstacle(Constraint.MEMORY, text, "free " + more + " on it");
    }
    return new Obstacle(
        Constraint.MEMORY,
        text,
        planned == 0
            ? "take a host with " + more + " more free"
            : "declare " + more + " of ram less",
        Lever.RAM);
  }

  /** vSphere does not power on a VM when its host cannot give the reservations. */
  private static void tooReserved(
      HostFacts host, VmNeed need, Ledger ledger, List<Obstacle> obstacles) {
    long bytes = Math.max(0, ledger.unreservedMemory(host));
    if (need.reserved().memory().bytes() > bytes) {
      obstacles.add(
          new Obstacle(
              Constraint.RESERVED,
              "has " + new DataSize(bytes).brief() + " of memory that is not reserved",
              "free memory that is reserved on it",
              Lever.MEMORY_RESERVATION));
    }
    long mhz = Math.max(0, ledger.unreservedMhz(host));
    if (need.reserved().mhz() > mhz && host.mhz() > 0) {
      obstacles.add(
          new Obstacle(
              Constraint.RESERVED,
              "has " + mhz + " MHz that are not reserved",
              "free MHz that are reserved on it",
              Lever.CPU_RESERVATION));
    }
  }

  /** Applies the hard policies of a group; the soft ones only affect the order. */
  private void breaks(ServerGroup group, HostFacts host, Ledger ledger, List<Obstacle> obstacles) {
    Map<ManagedObjectReference, List<Address>> members = ledger.members(group.address());
    if (group.policy() == ServerGroup.Policy.ANTI_AFFINITY && members.containsKey(host.ref())) {
      obstacles.add(
          new Obstacle(
              Constraint.GROUP,
              "has " + names(members.get(host.ref())) + " of " + group.text(),
              "take another host into the cluster, or " + group.softer()));
    }
    if (group.policy() == ServerGroup.Policy.AFFINITY
        && !members.isEmpty()
        && !members.containsKey(host.ref())) {
      String where =
          members.entrySet().stream()
              .map(at -> names(at.getValue()) + " on " + hostName(at.getKey()))
              .sorted()
              .collect(Collectors.joining(", "));
      obstacles.add(
          new Obstacle(
              Constraint.GROUP,
              "is not where the others of " + group.text() + " are: " + where,
              "move them there, or take " + group.softer()));
    }
  }

  private String hostName(ManagedObjectReference host) {
    return inventory.get(host).map(Item::name).orElse(host.getVal());
  }

  private static String names(List<Address> members) {
    return members.stream().map(each -> "`" + each.name() + "`").collect(Collectors.joining(", "));
  }

  /** A host has to mount the datastores of the VM's volumes too. */
  private void unmounted(HostFacts host, VmNeed need, List<Obstacle> obstacles) {
    for (ManagedObjectReference wanted : need.where().mounted()) {
      boolean mounts =
          host.datastores().stream()
              .anyMatch(each -> each.ref().equals(wanted) && each.isWritableFrom(host.ref()));
      if (!mounts) {
        String name = inventory.get(wanted).map(Item::name).orElse(wanted.getVal());
        obstacles.add(
            new Obstacle(
                Constraint.DISK,
                "does not mount datastore `" + name + "`, where a volume of it lies",
                "mount datastore `" + name + "` on it"));
      }
    }
  }
}
