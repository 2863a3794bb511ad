package dev.provision.modules.clusters;

import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.modules.clusters.declaration.RuleSpec;
import dev.provision.spi.Address;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The declared lists, plus what stays: VMs in our groups and rules that this environment does not
 * own.
 *
 * @param whole the lists that have no entries besides
 */
record WantedLists(
    Map<String, List<Member>> vmGroups,
    Map<String, List<Member>> hostGroups,
    Map<String, WantedRule> rules,
    Set<Entry.Sort> whole) {

  static WantedLists of(ClusterDesired desired, ClusterState state) {
    Map<String, List<Member>> vmGroups = new LinkedHashMap<>();
    Map<String, List<Member>> hostGroups = new LinkedHashMap<>();
    Map<String, WantedRule> rules = new LinkedHashMap<>();
    for (Entry entry : desired.entries()) {
      String name = entry.name();
      switch (entry.sort()) {
        case VM_GROUP -> {
          ClusterGroupInfo there = state.groups(ClusterGroupInfo.class).get(name);
          ManagedObjectReference[] vms =
              there instanceof ClusterVmGroup group ? group.getVm() : null;
          vmGroups.put(name, members(desired, entry, vms, state.read()));
        }
        case HOST_GROUP -> hostGroups.put(name, hosts(desired, name, state));
        case RULE -> {
          RuleSpec spec = desired.spec().allRules().get(name);
          ManagedObjectReference[] vms =
              Optional.ofNullable(state.rules().get(name)).map(RuleDraft::vms).orElse(null);
          rules.put(
              name,
              new WantedRule(
                  WantedRule.sort(spec), members(desired, entry, vms, state.read()), spec));
        }
      }
    }
    return new WantedLists(vmGroups, hostGroups, rules, whole(desired.spec()));
  }

  private static Set<Entry.Sort> whole(ClusterSpec spec) {
    Set<Entry.Sort> all = EnumSet.noneOf(Entry.Sort.class);
    if (spec.exclusive()) {
      spec.vmGroups().ifPresent(declared -> all.add(Entry.Sort.VM_GROUP));
      spec.hostGroups().ifPresent(declared -> all.add(Entry.Sort.HOST_GROUP));
      spec.rules().ifPresent(declared -> all.add(Entry.Sort.RULE));
    }
    return all;
  }

  private static List<Member> members(
      ClusterDesired desired, Entry entry, ManagedObjectReference[] there, Inventory read) {
    List<Member> members = new ArrayList<>();
    for (Map.Entry<Address, Optional<ManagedObjectReference>> each :
        desired.members().getOrDefault(entry.address(), Map.of()).entrySet()) {
      members.add(
          each.getValue()
              .map(vm -> Member.of(vm, read))
              .orElseGet(() -> Member.toBeMade(each.getKey().name())));
    }
    for (ManagedObjectReference vm : there == null ? new ManagedObjectReference[0] : there) {
      Optional<Item> item = read.get(vm);
      boolean theirs =
          item.isPresent()
              && Marks.owned(item.get()).filter(desired.environment().toString()::equals).isEmpty();
      if (theirs) {
        members.add(Member.of(vm, read));
      }
    }
    return Member.sorted(members);
  }

  private static List<Member> hosts(ClusterDesired desired, String name, ClusterState state) {
    List<PlaceName> names = desired.spec().allHostGroups().get(name);
    return Member.sorted(
        ClusterHosts.of(state.cluster(), state.read()).stream()
            .filter(host -> names.stream().anyMatch(each -> ClusterHosts.isNamed(host, each)))
            .map(host -> Member.of(host.ref(), state.read()))
            .toList());
  }
}
