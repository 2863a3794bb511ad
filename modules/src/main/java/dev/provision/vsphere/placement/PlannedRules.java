package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.vsphere.exported.PlannedRule;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.places.DrsCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules and groups that a plan gives its clusters. They are made after the VMs that they name,
 * so new VMs are placed as if these were there already. Existing VMs follow {@link HostRules}.
 */
public final class PlannedRules {
  private PlannedRules() {}

  /** The demands of new VMs with the rules that name them. */
  public static List<Demand> joined(List<Demand> demands, Inventory inventory) {
    Map<Address, List<PlannedRule>> byMember = new HashMap<>();
    for (DrsCluster cluster : DrsCluster.all(inventory)) {
      for (PlannedRule rule : cluster.planned()) {
        rule.members()
            .forEach(vm -> byMember.computeIfAbsent(vm, a -> new ArrayList<>()).add(rule));
      }
    }
    return demands.stream()
        .map(
            demand ->
                demand.need() instanceof VmNeed need && byMember.containsKey(demand.address())
                    ? new Demand(demand.address(), need.under(byMember.get(demand.address())))
                    : demand)
        .toList();
  }

  /** Why a VM under this rule may not go to a host; empty when it may. */
  static Optional<Obstacle> against(PlannedRule rule, HostFacts host) {
    String named = rule.what() + " (" + rule.where() + ")";
    if (host.cluster().filter(at -> at.path().equals(rule.cluster())).isEmpty()) {
      return Optional.of(
          new Obstacle(
              Constraint.GROUP,
              "is not in the cluster `" + rule.cluster().name() + "`, where " + named + " names it",
              "take it out of " + named));
    }
    return rule.hosts().map(hosts -> hosts.contains(host.ref())).orElse(true)
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                Constraint.GROUP, "is not where " + named + " lets it run", "change " + named));
  }
}
