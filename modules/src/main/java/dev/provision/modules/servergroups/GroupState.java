package dev.provision.modules.servergroups;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.vsphere.places.DrsCluster;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A server group as it was found.
 *
 * @param parts one for each cluster that has a rule of the group, or members
 * @param undecided members to be created that may go to any of several clusters
 * @param names of VMs, for messages
 */
record GroupState(
    List<Part> parts, List<Address> undecided, Map<ManagedObjectReference, String> names) {
  GroupState {
    parts = List.copyOf(parts);
    undecided = List.copyOf(undecided);
    names = Map.copyOf(names);
  }

  /** A member that exists. */
  record Member(Address address, ManagedObjectReference vm, String host) {}

  /**
   * One cluster.
   *
   * @param rule our rule; empty when there is none
   * @param here members in this cluster
   * @param coming members that will be created in it
   */
  record Part(DrsCluster cluster, Optional<Rule> rule, List<Member> here, List<Address> coming) {
    Part {
      here = List.copyOf(here);
      coming = List.copyOf(coming);
    }

    /**
     * Whether it should have a rule. A rule with fewer than two VMs means nothing, and servers
     * refuse it.
     */
    boolean wantsRule() {
      return cluster.hasDrs() && here.size() + coming.size() >= 2;
    }

    /** Whether an update keeps its rules as they are: without DRS nothing enforces them. */
    boolean isLeftAlone() {
      return !cluster.hasDrs();
    }

    Set<ManagedObjectReference> vms() {
      return here.stream().map(Member::vm).collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  boolean hasRules() {
    return parts.stream().anyMatch(part -> part.rule().isPresent());
  }

  /** Whether a rule is needed, but its VMs do not exist yet. */
  boolean isToBeMade() {
    boolean comes = maySpread() || parts.stream().anyMatch(Part::wantsRule);
    return comes && parts.stream().noneMatch(part -> part.wantsRule() && part.here().size() >= 2);
  }

  /** Whether members to be created may require a rule in one more cluster, or another rule. */
  boolean maySpread() {
    long there = parts.stream().mapToLong(part -> part.here().size()).sum();
    return !undecided.isEmpty() && there + undecided.size() >= 2;
  }

  List<Member> members() {
    List<Member> all = new ArrayList<>();
    parts.forEach(part -> all.addAll(part.here()));
    return all;
  }

  String name(ManagedObjectReference vm) {
    return names.getOrDefault(vm, vm.getVal());
  }

  /** The rules with their clusters, for messages; empty when there are no rules. */
  String path() {
    return parts.stream()
        .flatMap(
            part ->
                part.rule().stream().map(rule -> part.cluster().path() + " rule " + rule.name()))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
