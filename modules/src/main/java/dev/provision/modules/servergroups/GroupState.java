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
 * @param parts by cluster: those that have a rule of it, or members
 * @param undecided members that are to be made, where they may come to any of several clusters
 * @param names of VMs, for people
 */
record GroupState(
    List<Part> parts, List<Address> undecided, Map<ManagedObjectReference, String> names) {
  GroupState {
    parts = List.copyOf(parts);
    undecided = List.copyOf(undecided);
    names = Map.copyOf(names);
  }

  /** A member that is there. */
  record Member(Address address, ManagedObjectReference vm, String host) {}

  /**
   * One cluster.
   *
   * @param rule ours; empty when it has none
   * @param here members that are in it
   * @param coming members that are to be made in it
   */
  record Part(DrsCluster cluster, Optional<Rule> rule, List<Member> here, List<Address> coming) {
    Part {
      here = List.copyOf(here);
      coming = List.copyOf(coming);
    }

    /** Whether it is to have a rule: one of fewer than two VMs says nothing, and is refused. */
    boolean wantsRule() {
      return cluster.hasDrs() && here.size() + coming.size() >= 2;
    }

    /** Where nothing enforces a rule none is made, and none is taken away. */
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

  /** Whether a rule is to come, and not even the VMs for it are there. */
  boolean isToBeMade() {
    boolean comes = maySpread() || parts.stream().anyMatch(Part::wantsRule);
    return comes && parts.stream().noneMatch(part -> part.wantsRule() && part.here().size() >= 2);
  }

  /** Whether members that are to be made may make one more cluster need a rule, or another rule. */
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

  /** Where the rules are, for people; empty when there are none. */
  String path() {
    return parts.stream()
        .flatMap(
            part ->
                part.rule().stream().map(rule -> part.cluster().path() + " rule " + rule.name()))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
