package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.DataSize;
import dev.provision.spi.Demand;
import dev.provision.spi.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One try at placing all demands, with all that it decides. For one thread, once. */
final class Packing {
  /** Which of the hosts that fit is taken. */
  enum Choice {
    EMPTIEST,
    FULLEST,
    /** The one that has most VMs of the plan, so that one host after the other is filled. */
    SAME
  }

  /**
   * How it is tried.
   *
   * @param groupsFirst what is bound by a hard policy goes before what is free to go anywhere
   */
  record Manner(boolean groupsFirst, Choice choice) {
    /** The first is how VMs are spread where there is room; the others where there is little. */
    static final List<Manner> ALL =
        List.of(
            new Manner(false, Choice.EMPTIEST),
            new Manner(true, Choice.EMPTIEST),
            new Manner(true, Choice.FULLEST),
            new Manner(false, Choice.FULLEST),
            new Manner(true, Choice.SAME),
            new Manner(false, Choice.SAME));
  }

  /** What goes together: one VM, or all of a group that must share a host. */
  private record Unit(List<Demand> demands) {
    VmNeed first() {
      return (VmNeed) demands.get(0).need();
    }

    boolean mayLieElsewhere() {
      return demands.stream()
          .map(demand -> (VmNeed) demand.need())
          .allMatch(
              need ->
                  need.elsewhere()
                      && need.datastore().isPresent()
                      && need.datastore().equals(first().datastore()));
    }

    Unit anywhere() {
      return new Unit(
          demands.stream()
              .map(each -> new Demand(each.address(), ((VmNeed) each.need()).anywhere()))
              .toList());
    }

    boolean isBound() {
      return first().group().filter(group -> group.policy().isHard()).isPresent();
    }

    long sum(java.util.function.ToLongFunction<VmNeed> part) {
      return demands.stream().mapToLong(demand -> part.applyAsLong((VmNeed) demand.need())).sum();
    }
  }

  /** A host for a unit, and the ledger after it. */
  private record Fit(Verdict verdict, Ledger after, List<HostPlacement> placements) {}

  /** How it stood when it was one's turn: what was left, and what was said of each host. */
  record Turn(Ledger before, List<Verdict> verdicts) {}

  /** Why something like this fits nowhere. */
  private record Refused(String why, Turn turn) {}

  private final Places places;
  private final Judge judge;
  private final Residents residents;
  private final Manner manner;
  private Ledger ledger;
  private final Map<Address, Placement> placed = new LinkedHashMap<>();
  private final Map<Address, String> refused = new LinkedHashMap<>();
  private final Map<Object, Refused> known = new LinkedHashMap<>();
  private final Map<Address, Turn> turns = new LinkedHashMap<>();
  private final Set<Address> copied = new HashSet<>();

  Packing(Places places, Judge judge, Residents residents, Capacity capacity, Manner manner) {
    this.places = places;
    this.judge = judge;
    this.residents = residents;
    this.manner = manner;
    this.ledger = new Ledger(capacity);
  }

  Packing place(List<Demand> demands) {
    settle(demands);
    for (Unit unit : ordered(demands)) {
      place(unit);
    }
    return this;
  }

  /** Those that are there stay where they are; those that are made again go before. */
  private void settle(List<Demand> demands) {
    Set<Address> made = demands.stream().map(Demand::address).collect(Collectors.toSet());
    for (Demand demand : demands) {
      Optional<Item> vm = residents.vm(demand.address()).filter(Residents::isRunning);
      vm.flatMap(Residents::host).ifPresent(host -> ledger.release(host, vm.get()));
    }
    Map<Address, VmNeed.Group> groups = new TreeMap<>();
    for (Demand demand : demands) {
      ((VmNeed) demand.need()).group().ifPresent(group -> groups.put(group.address(), group));
    }
    for (VmNeed.Group group : groups.values()) {
      for (Address member : group.members()) {
        if (!made.contains(member)) {
          residents
              .vm(member)
              .flatMap(Residents::host)
              .ifPresent(host -> ledger.settle(group.address(), member, host));
        }
      }
    }
  }

  private List<Unit> ordered(List<Demand> demands) {
    Comparator<Demand> largest =
        Comparator.comparing((Demand d) -> ((VmNeed) d.need()).ram())
            .thenComparing(d -> ((VmNeed) d.need()).disk())
            .thenComparing(d -> ((VmNeed) d.need()).vcpus())
            .reversed()
            .thenComparing(Demand::address, new ByName());
    Map<Address, List<Demand>> together = new TreeMap<>();
    for (Demand demand : demands.stream().sorted(largest).toList()) {
      Address key =
          ((VmNeed) demand.need())
              .group()
              .filter(group -> group.policy() == VmNeed.Policy.AFFINITY)
              .map(VmNeed.Group::address)
              .orElse(demand.address());
      together.computeIfAbsent(key, k -> new ArrayList<>()).add(demand);
    }
    return together.values().stream()
        .map(Unit::new)
        .sorted(
            Comparator.comparing((Unit unit) -> manner.groupsFirst() && unit.isBound())
                .thenComparing(unit -> unit.sum(need -> need.ram().bytes()))
                .thenComparing(unit -> unit.sum(need -> need.disk().bytes()))
                .thenComparing(unit -> unit.sum(VmNeed::vcpus))
                .reversed()
                .thenComparing(unit -> unit.demands().get(0).address(), new ByName()))
        .toList();
  }

  private void place(Unit unit) {
    Object same = unit.demands().size() == 1 ? unit.first() : unit;
    if (known.containsKey(same)) {
      refuse(unit, known.get(same));
      return;
    }
    List<Fit> fits = places.hosts().stream().map(host -> on(host, unit)).toList();
    Turn turn = new Turn(ledger, fits.stream().map(Fit::verdict).toList());
    Optional<Fit> best =
        fits.stream().filter(fit -> fit.verdict().fits()).max(preference(unit.first()));
    if (best.isEmpty() && unit.mayLieElsewhere()) {
      List<Fit> others = elsewhere(unit);
      best = others.stream().filter(fit -> fit.verdict().fits()).max(preference(unit.first()));
      if (best.isPresent()) {
        turn = new Turn(ledger, others.stream().map(Fit::verdict).toList());
        unit.demands().forEach(demand -> copied.add(demand.address()));
      }
    }
    if (best.isEmpty()) {
      String why =
          new Refusal(places, residents, ledger).text(wanted(unit), unit.first(), turn.verdicts());
      known.put(same, new Refused(why, turn));
      refuse(unit, known.get(same));
      return;
    }
    Turn taken = turn;
    unit.demands().forEach(demand -> turns.put(demand.address(), taken));
    ledger = best.get().after();
    for (int i = 0; i < unit.demands().size(); i++) {
      placed.put(unit.demands().get(i).address(), best.get().placements().get(i));
    }
  }

  /** On hosts that do not mount the datastore that it should lie on. */
  private List<Fit> elsewhere(Unit unit) {
    ManagedObjectReference image = unit.first().datastore().orElseThrow();
    Unit free = unit.anywhere();
    return places.hosts().stream()
        .filter(host -> host.datastores().stream().noneMatch(each -> each.ref().equals(image)))
        .map(host -> on(host, free))
        .toList();
  }

  /** All of a unit on one host, one after the other, as long as there is room. */
  private Fit on(HostFacts host, Unit unit) {
    Ledger after = ledger.copy();
    List<HostPlacement> placements = new ArrayList<>();
    Verdict verdict = null;
    for (Demand demand : unit.demands()) {
      VmNeed need = (VmNeed) demand.need();
      verdict = judge.judge(host, demand.address(), need, after);
      if (!verdict.fits()) {
        break;
      }
      DatastoreFacts datastore = verdict.datastore().orElseThrow();
      after.promise(demand.address(), host, datastore, need);
      placements.add(
          new HostPlacement(
              host.ref(),
              host.name(),
              datastore.ref(),
              datastore.name(),
              host.pool().orElseThrow()));
    }
    return new Fit(verdict, after, placements);
  }

  /** What a soft policy likes, then what the manner says; hosts are by path: the first wins. */
  private Comparator<Fit> preference(VmNeed need) {
    Comparator<Fit> free = Comparator.comparingLong(fit -> ledger.freeMemory(fit.verdict().host()));
    Comparator<Fit> liked = Comparator.comparingLong(fit -> liking(need, fit.verdict().host()));
    Comparator<Fit> planned = Comparator.comparingInt(fit -> ledger.planned(fit.verdict().host()));
    if (!need.runs()) {
      // as Glance's store: a host is only the way to the datastore
      liked = liked.thenComparing(this::weight).thenComparing(this::space);
    }
    return liked
        .thenComparing(
            switch (manner.choice()) {
              case EMPTIEST -> free;
              case FULLEST -> free.reversed();
              case SAME -> planned.thenComparing(free);
            })
        .thenComparing(fit -> fit.verdict().host().path(), Comparator.reverseOrder());
  }

  private int weight(Fit fit) {
    return places.allowed().weight(fit.verdict().datastore().orElseThrow());
  }

  private long space(Fit fit) {
    return ledger.freeSpace(fit.verdict().datastore().orElseThrow());
  }

  private long liking(VmNeed need, HostFacts host) {
    if (need.group().isEmpty()) {
      return 0;
    }
    VmNeed.Group group = need.group().get();
    Map<ManagedObjectReference, List<Address>> members = ledger.members(group.address());
    int there = members.getOrDefault(host.ref(), List.of()).size();
    return group.policy().isTogether() ? there : -there;
  }

  private void refuse(Unit unit, Refused refusal) {
    for (Demand demand : unit.demands()) {
      refused.put(demand.address(), refusal.why());
      turns.put(demand.address(), refusal.turn());
    }
  }

  private static String wanted(Unit unit) {
    if (!unit.first().runs()) {
      return "the " + new DataSize(unit.first().disk().bytes()).brief() + " of an image fit";
    }
    List<VmNeed> needs = unit.demands().stream().map(each -> (VmNeed) each.need()).toList();
    return needs.size() == 1
        ? size(needs) + " fit"
        : needs.size()
            + " members of server group `"
            + unit.first().group().orElseThrow().address().name()
            + "` (affinity), together "
            + size(needs)
            + ", fit";
  }

  /** {@code 2 vcpus, 4 GiB of ram and 20 GiB of disk}. */
  static String size(List<VmNeed> needs) {
    long vcpus = needs.stream().mapToLong(VmNeed::vcpus).sum();
    return vcpus
        + (vcpus == 1 ? " vcpu, " : " vcpus, ")
        + new DataSize(needs.stream().mapToLong(need -> need.ram().bytes()).sum())
        + " of ram and "
        + new DataSize(needs.stream().mapToLong(need -> need.disk().bytes()).sum())
        + " of disk";
  }

  Turn turn(Address address) {
    return turns.get(address);
  }

  /** Why the host that one got was taken. */
  String reason(Address address, VmNeed need) {
    if (copied.contains(address)) {
      return "no host that mounts the datastore of its image fits, so the image is copied to this"
          + " one's";
    }
    long fitting = turns.get(address).verdicts().stream().filter(Verdict::fits).count();
    if (fitting == 1) {
      return "the only host that fits";
    }
    String liked =
        need.group()
            .filter(group -> !group.policy().isHard())
            .map(group -> "what " + group.policy().word() + " likes, then ")
            .orElse("");
    return liked
        + (manner.choice() == Choice.EMPTIEST
            ? "the most free memory of the " + fitting + " hosts that fit"
            : "one of the " + fitting + " hosts that fit, filled up so that all find a place");
  }

  int refusals() {
    return refused.size();
  }

  Allocation allocation() {
    return new Allocation(placed, refused);
  }
}
