package dev.provision.modules.clusters;

import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.modules.clusters.declaration.RuleSpec;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules that keep the same VMs apart and together. A server keeps the older of two such rules and
 * switches the newer one off, without an error (vSphere Resource Management, "VM-VM Affinity Rule
 * Conflicts").
 */
final class RuleConflicts {
  private RuleConflicts() {}

  /** Those between declared rules. */
  static List<Problem> problems(ClusterDesired desired) {
    List<Problem> problems = new ArrayList<>();
    List<Entry> rules = desired.entries().stream().filter(RuleConflicts::isRule).toList();
    for (int i = 0; i < rules.size(); i++) {
      for (Entry older : rules.subList(0, i)) {
        Entry rule = rules.get(i);
        Set<String> both = new TreeSet<>();
        vms(desired, rule).forEach(vm -> both.add(vm.name()));
        Set<String> others = new HashSet<>();
        vms(desired, older).forEach(vm -> others.add(vm.name()));
        both.retainAll(others);
        if (both.size() > 1 && oppose(spec(desired, rule), spec(desired, older))) {
          problems.add(
              new Problem(
                  Entry.Sort.RULE.field() + "." + rule.name(),
                  "rule `" + older.name() + "` says the opposite of " + String.join(", ", both)));
        }
      }
    }
    return problems;
  }

  private static boolean isRule(Entry entry) {
    return entry.sort() == Entry.Sort.RULE;
  }

  private static Collection<Address> vms(ClusterDesired desired, Entry rule) {
    return desired.members().getOrDefault(rule.address(), Map.of()).keySet();
  }

  private static RuleSpec spec(ClusterDesired desired, Entry rule) {
    return desired.spec().allRules().get(rule.name());
  }

  private static boolean oppose(RuleSpec one, RuleSpec other) {
    return one.enabled()
        && other.enabled()
        && (one.apart().isPresent() && other.together().isPresent()
            || one.together().isPresent() && other.apart().isPresent());
  }

  /** The same changes; for a rule that the server switched off, with the other rule. */
  static List<Change> explained(List<Change> changes, ClusterState seen) {
    return changes.stream().map(change -> explained(change, seen)).toList();
  }

  private static Change explained(Change change, ClusterState seen) {
    for (ClusterRuleInfo rule : seen.rules().values()) {
      boolean own = change.field().equals("rules." + rule.getName() + ".enabled");
      Optional<String> why = own ? with(rule, seen) : Optional.empty();
      if (why.isPresent()) {
        return change.with(change.effect(), why.get());
      }
    }
    return change;
  }

  private static Optional<String> with(ClusterRuleInfo rule, ClusterState seen) {
    for (ClusterRuleInfo other : seen.rules().values()) {
      List<Member> both = both(rule, other, seen.read());
      if (other != rule
          && Boolean.TRUE.equals(other.getEnabled())
          && both.size() > 1
          && RuleDraft.sort(rule) != RuleDraft.sort(other)) {
        return Optional.of(
            "the server keeps it off: rule `"
                + other.getName()
                + "` says the opposite of "
                + Member.words(both));
      }
    }
    return Optional.empty();
  }

  private static List<Member> both(ClusterRuleInfo one, ClusterRuleInfo other, Inventory read) {
    ManagedObjectReference[] others = RuleDraft.vms(other);
    Set<ManagedObjectReference> shared =
        new HashSet<>(others == null ? List.of() : List.of(others));
    return Member.of(RuleDraft.vms(one), read).stream()
        .filter(member -> member.ref().filter(shared::contains).isPresent())
        .toList();
  }
}
