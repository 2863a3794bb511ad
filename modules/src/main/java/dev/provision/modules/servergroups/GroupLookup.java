package dev.provision.modules.servergroups;

import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.servergroups.GroupState.Member;
import dev.provision.modules.servergroups.GroupState.Part;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.DrsCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the rules of server groups, and where their members are. */
final class GroupLookup {
  static final String KIND = "server_group";

  private GroupLookup() {}

  /**
   * Finds a group. A group that needs no rule and has none counts as present, with nothing to do:
   * placement applies its policy. A group whose VMs exist but whose rule is missing counts as
   * present too, with a difference; so a run continues after it died between two calls, and the
   * plan can say where the VMs are.
   *
   * @param address its address, or its former one
   */
  static Observation<GroupState> observe(Address address, GroupDesired desired, Inventory read) {
    GroupState state = state(address, desired, read);
    if (!state.hasRules() && (desired.absent() || state.isToBeMade())) {
      return new Observation.Absent<>();
    }
    return new Observation.Present<>(state, state.path(), Ownership.OWNED);
  }

  static GroupState state(Address address, GroupDesired desired, Inventory read) {
    String name = Rule.name(desired.environment(), address);
    Map<ManagedObjectReference, List<Member>> here = new HashMap<>();
    List<Address> coming = new ArrayList<>();
    desired
        .members()
        .forEach(
            (member, vm) ->
                vm.flatMap(read::get)
                    .ifPresentOrElse(
                        item -> addMember(member, item, read, here), () -> coming.add(member)));
    List<DrsCluster> usable = DrsCluster.usable(desired.connection(), read);
    boolean oneCluster = usable.size() == 1;
    List<Part> parts = new ArrayList<>();
    for (DrsCluster cluster : DrsCluster.all(read)) {
      Optional<Rule> rule = rules(cluster).filter(r -> r.name().equals(name)).findFirst();
      List<Member> members = here.getOrDefault(cluster.ref(), List.of());
      boolean theOne = oneCluster && usable.get(0).ref().equals(cluster.ref());
      if (rule.isPresent() || !members.isEmpty() || (theOne && !coming.isEmpty())) {
        parts.add(new Part(cluster, rule, members, theOne ? coming : List.of()));
      }
    }
    boolean anyDrs = usable.stream().anyMatch(DrsCluster::hasDrs);
    return new GroupState(parts, oneCluster || !anyDrs ? List.of() : coming, names(parts, read));
  }

  private static void addMember(
      Address member, Item vm, Inventory read, Map<ManagedObjectReference, List<Member>> here) {
    Optional<ManagedObjectReference> host = vm.get("runtime.host", ManagedObjectReference.class);
    String hostName = host.flatMap(read::get).map(Item::name).orElse("");
    host.flatMap(at -> DrsCluster.around(at, read))
        .ifPresent(
            cluster ->
                here.computeIfAbsent(cluster.ref(), c -> new ArrayList<>())
                    .add(new Member(member, vm.ref(), hostName)));
  }

  private static Stream<Rule> rules(DrsCluster cluster) {
    return cluster.rules().stream()
        .filter(ClusterRuleInfo.class::isInstance)
        .flatMap(info -> Rule.of(info).stream())
        .filter(rule -> rule.name() != null);
  }

  private static Map<ManagedObjectReference, String> names(List<Part> parts, Inventory read) {
    Map<ManagedObjectReference, String> names = new HashMap<>();
    for (Part part : parts) {
      part.rule()
          .ifPresent(
              rule ->
                  rule.vms()
                      .forEach(
                          vm -> names.put(vm, read.get(vm).map(Item::name).orElse("(deleted)"))));
      part.here().forEach(member -> names.put(member.vm(), member.address().name()));
    }
    return names;
  }

  /** The groups that an environment has rules for, in any cluster. */
  static Stream<Owned<GroupState>> owned(EnvironmentId environment, Inventory read) {
    Map<String, List<Part>> groups = new TreeMap<>();
    for (DrsCluster cluster : DrsCluster.all(read)) {
      rules(cluster)
          .forEach(
              rule ->
                  Rule.group(environment, rule.name())
                      .ifPresent(
                          group ->
                              groups
                                  .computeIfAbsent(group, g -> new ArrayList<>())
                                  .add(
                                      new Part(cluster, Optional.of(rule), List.of(), List.of()))));
    }
    return groups.entrySet().stream()
        .map(
            group -> {
              GroupState state =
                  new GroupState(group.getValue(), List.of(), names(group.getValue(), read));
              return new Owned<>(
                  new Address(KIND, group.getKey()),
                  state,
                  state.path(),
                  false,
                  false,
                  "",
                  List.of());
            });
  }
}
