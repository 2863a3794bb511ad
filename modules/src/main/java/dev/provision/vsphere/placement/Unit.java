package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.ByName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** VMs that are placed together: one VM, or all members of a group that must share a host. */
record Unit(List<Demand> demands) {
  Unit {
    demands = List.copyOf(demands);
  }

  static VmNeed need(Demand demand) {
    return (VmNeed) demand.need();
  }

  VmNeed first() {
    return need(demands.get(0));
  }

  /**
   * Images first, then members of groups with a hard policy if they go first, then by size, the
   * largest first.
   */
  static List<Unit> ordered(List<Demand> demands, Strategy strategy) {
    Comparator<Demand> largest =
        Comparator.comparing((Demand d) -> need(d).ram())
            .thenComparing(d -> need(d).disk())
            .thenComparing(d -> need(d).vcpus())
            .reversed()
            .thenComparing(Demand::address, new ByName());
    Map<Address, Address> leaders = leaders(demands);
    Map<Address, List<Demand>> together = new TreeMap<>();
    for (Demand demand : demands.stream().sorted(largest).toList()) {
      Address key = binding(demand).findFirst().map(leaders::get).orElse(demand.address());
      together.computeIfAbsent(key, k -> new ArrayList<>()).add(demand);
    }
    return together.values().stream()
        .map(Unit::new)
        .sorted(
            Comparator.comparing((Unit unit) -> !unit.first().runs())
                .thenComparing(unit -> strategy.groupsFirst() && unit.isBound())
                .thenComparing(unit -> unit.sum(need -> need.ram().bytes()))
                .thenComparing(unit -> unit.sum(need -> need.disk().bytes()))
                .thenComparing(unit -> unit.sum(VmNeed::vcpus))
                .reversed()
                .thenComparing(unit -> unit.demands().get(0).address(), new ByName()))
        .toList();
  }

  /** The groups whose members must share a host. */
  private static Stream<Address> binding(Demand demand) {
    return need(demand).groups().stream()
        .filter(group -> group.policy() == ServerGroup.Policy.AFFINITY)
        .map(ServerGroup::address);
  }

  /** Maps each such group to one that represents all groups connected to it by shared members. */
  private static Map<Address, Address> leaders(List<Demand> demands) {
    Map<Address, Address> leaders = new HashMap<>();
    for (Demand demand : demands) {
      List<Address> groups = binding(demand).toList();
      groups.forEach(group -> leaders.putIfAbsent(group, group));
      for (Address group : groups) {
        Address old = leaders.get(group);
        Address one = leaders.get(groups.get(0));
        leaders.replaceAll((each, leader) -> leader.equals(old) ? one : leader);
      }
    }
    return leaders;
  }

  boolean isBound() {
    return first().isBound();
  }

  long sum(ToLongFunction<VmNeed> part) {
    return demands.stream().mapToLong(demand -> part.applyAsLong(need(demand))).sum();
  }

  /** The unit with links to images whose places are known by now. */
  Unit linked(Ledger ledger) {
    return new Unit(
        demands.stream()
            .map(
                each ->
                    new Demand(
                        each.address(),
                        need(each).linkedOn(need(each).source().link().flatMap(ledger::liesOn))))
            .toList());
  }

  /** The unit with every need changed. */
  Unit with(UnaryOperator<VmNeed> change) {
    return new Unit(
        demands.stream()
            .map(each -> new Demand(each.address(), change.apply(need(each))))
            .toList());
  }

  boolean mayLieElsewhere() {
    Optional<ManagedObjectReference> image = first().where().datastore();
    return image.isPresent()
        && demands.stream()
            .map(Unit::need)
            .allMatch(need -> need.where().elsewhere() && need.where().datastore().equals(image));
  }

  Unit anywhere() {
    return new Unit(
        demands.stream().map(each -> new Demand(each.address(), need(each).anywhere())).toList());
  }
}
