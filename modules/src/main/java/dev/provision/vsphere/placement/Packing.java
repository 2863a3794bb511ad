package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Allocation;
import dev.provision.spi.Demand;
import dev.provision.spi.Placement;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.Residents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One attempt to place all demands, with all its decisions. For one thread; used once. */
final class Packing {
  /** The situation when a demand was placed: what was left, and the verdict for each host. */
  record Turn(Ledger before, List<Verdict> verdicts) {}

  /** Why demands of this kind fit nowhere. */
  private record Refused(String why, Turn turn) {}

  private final Places places;
  private final Judge judge;
  private final Residents residents;
  private final Strategy strategy;
  private final Optional<Arrangement> arranged;
  private Ledger ledger;
  private final Map<Address, Placement> placed = new LinkedHashMap<>();
  private final Map<Address, String> refused = new LinkedHashMap<>();
  private final Map<Object, Refused> known = new LinkedHashMap<>();
  private final Map<Address, Turn> turns = new LinkedHashMap<>();
  private final Set<Address> copied = new HashSet<>();

  /**
   * @param ledger the state before the attempt; it works on a copy
   * @param arranged where each demand goes, if a search found that
   */
  Packing(
      Places places,
      Judge judge,
      Residents residents,
      Ledger ledger,
      Strategy strategy,
      Optional<Arrangement> arranged) {
    this.places = places;
    this.judge = judge;
    this.residents = residents;
    this.strategy = strategy;
    this.arranged = arranged;
    this.ledger = ledger.copy();
  }

  Packing place(List<Demand> demands) {
    List<Unit> units =
        arranged
            .map(found -> found.order().stream().map(d -> new Unit(List.of(d))).toList())
            .orElseGet(() -> Unit.ordered(demands, strategy));
    units.forEach(unit -> place(unit.linked(ledger)));
    return this;
  }

  private void place(Unit unit) {
    if (arranged.isPresent()) {
      take(unit, arranged.get().spot(unit.demands().get(0).address()));
      return;
    }
    Object same = unit.demands().size() == 1 ? unit.first() : unit;
    if (known.containsKey(same)) {
      refuse(unit, known.get(same));
      return;
    }
    List<Fit> fits = places.hosts().stream().map(host -> on(host, unit)).toList();
    Turn turn = new Turn(ledger, fits.stream().map(Fit::verdict).toList());
    Optional<Fit> best = fits.stream().filter(fit -> fit.verdict().fits()).max(preferred(unit));
    if (best.isEmpty() && unit.mayLieElsewhere()) {
      List<Fit> others = elsewhere(unit);
      best = others.stream().filter(fit -> fit.verdict().fits()).max(preferred(unit));
      if (best.isPresent()) {
        turn = new Turn(ledger, others.stream().map(Fit::verdict).toList());
        unit.demands().forEach(demand -> copied.add(demand.address()));
      }
    }
    if (best.isEmpty()) {
      String why =
          new Refusal(places, residents, ledger, judge)
              .text(
                  wanted(unit),
                  unit.first(),
                  turn.verdicts(),
                  (host, change) -> on(host, unit.with(change)).verdict());
      known.put(same, new Refused(why, turn));
      refuse(unit, known.get(same));
      return;
    }
    taken(unit, turn, best.get());
  }

  private Comparator<Fit> preferred(Unit unit) {
    return Fit.preference(unit.first(), strategy.choice(), ledger, places.allowed());
  }

  private void taken(Unit unit, Turn turn, Fit fit) {
    unit.demands().forEach(demand -> turns.put(demand.address(), turn));
    ledger = fit.after();
    for (int i = 0; i < unit.demands().size(); i++) {
      placed.put(unit.demands().get(i).address(), fit.placements().get(i));
    }
  }

  /** Places one VM where the search put it; the judge still has to agree. */
  private void take(Unit unit, Arrangement.Spot spot) {
    Demand demand = unit.demands().get(0);
    VmNeed need = Unit.need(demand);
    Unit there = new Unit(List.of(new Demand(demand.address(), need.only(spot.datastore().ref()))));
    Fit fit = on(spot.host(), there);
    List<Verdict> verdicts =
        places.hosts().stream()
            .map(host -> host == spot.host() ? fit.verdict() : on(host, unit).verdict())
            .toList();
    if (!fit.verdict().fits()) {
      throw new IllegalStateException(
          "the search put `" + demand.address() + "` where it does not fit: " + fit.verdict());
    }
    need.where()
        .datastore()
        .filter(image -> !image.equals(spot.datastore().ref()))
        .ifPresent(image -> copied.add(demand.address()));
    taken(unit, new Turn(ledger, verdicts), fit);
  }

  /** Hosts without the image's datastore; any host when that fails the storage policy. */
  private List<Fit> elsewhere(Unit unit) {
    ManagedObjectReference image = unit.first().where().datastore().orElseThrow();
    Unit free = unit.anywhere();
    return places.hosts().stream()
        .filter(
            host ->
                judge.dissatisfies(image, unit.first())
                    || host.datastores().stream().noneMatch(each -> each.ref().equals(image)))
        .map(host -> on(host, free))
        .toList();
  }

  /** Places all VMs of a unit on one host, one after the other, while there is room. */
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
              Place.of(host.pool().orElseThrow()),
              Set.of(host.path(), places.path(datastore))));
    }
    return new Fit(verdict, after, placements);
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
            + " members of "
            + unit.first().groups().stream()
                .filter(group -> group.policy() == ServerGroup.Policy.AFFINITY)
                .map(ServerGroup::text)
                .collect(Collectors.joining(" and "))
            + ", together "
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

  /** Why its host was chosen. */
  String reason(Address address, VmNeed need) {
    if (copied.contains(address)) {
      return "no host that mounts the datastore of its image fits, so the image is copied to this"
          + " one's";
    }
    long thatFit = turns.get(address).verdicts().stream().filter(Verdict::fits).count();
    if (thatFit == 1) {
      return "the only host that fits";
    }
    String liked =
        need.groups().stream()
            .filter(group -> !group.policy().isHard())
            .map(group -> "what " + group.policy().word() + " likes, then ")
            .distinct()
            .collect(Collectors.joining());
    return liked
        + (strategy.choice() == Strategy.Choice.EMPTIEST && arranged.isEmpty()
            ? "the most free memory of the " + thatFit + " hosts that fit"
            : "one of the " + thatFit + " hosts that fit, filled up so that all find a place");
  }

  /** Adds a line to every refusal. */
  Packing doubting(String line) {
    refused.replaceAll((address, why) -> why + "\n" + line);
    return this;
  }

  int refusals() {
    return refused.size();
  }

  Allocation allocation() {
    return new Allocation(placed, refused);
  }
}
