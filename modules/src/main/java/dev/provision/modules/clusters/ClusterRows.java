package dev.provision.modules.clusters;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterGroupSpec;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterRuleSpec;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.modules.clusters.declaration.RuleSpec;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.ListRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.newer.ClusterDependencyRuleInfo;
import dev.provision.vsphere.places.DrsCluster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The lists of a cluster (vSphere API, ClusterConfigSpecEx.groupSpec and .rulesSpec). A call
 * identifies a rule by the key that the server gave it, a group by its name. Entries that are not
 * declared stay; our own become orphans, which a prune deletes.
 */
final class ClusterRows {
  static final Rows<WantedLists, ClusterState, ClusterConfigSpecEx> LISTS =
      Rows.sparse(
          ClusterConfigSpecEx::new,
          List.of(
              list(
                  Entry.Sort.VM_GROUP,
                  WantedLists::vmGroups,
                  state -> state.groups(ClusterVmGroup.class),
                  groups(
                      ClusterVmGroup::new,
                      (group, read) -> Member.of(group.getVm(), read),
                      (group, members) -> group.setVm(Member.refs(members))),
                  new GroupEdits<>(),
                  Member::words,
                  seen -> Member.words(Member.of(seen.info().getVm(), seen.read()))),
              list(
                  Entry.Sort.HOST_GROUP,
                  WantedLists::hostGroups,
                  state -> state.groups(ClusterHostGroup.class),
                  groups(
                      ClusterHostGroup::new,
                      (group, read) -> Member.of(group.getHost(), read),
                      (group, members) -> group.setHost(Member.refs(members))),
                  new GroupEdits<>(),
                  Member::words,
                  seen -> Member.words(Member.of(seen.info().getHost(), seen.read()))),
              list(
                  Entry.Sort.RULE,
                  WantedLists::rules,
                  ClusterState::rules,
                  rules(),
                  new RuleEdits(),
                  WantedRule::words,
                  seen -> RuleDraft.sort(seen.info()).toString())));

  private ClusterRows() {}

  /** An existing group or rule, with the inventory that has the names of its members. */
  record There<T>(T info, Inventory read) {}

  private static <I, T, P> Row<WantedLists, ClusterState, ClusterConfigSpecEx> list(
      Entry.Sort sort,
      Function<WantedLists, Map<String, I>> wanted,
      Function<ClusterState, Map<String, T>> seen,
      Rows<I, There<T>, P> entry,
      ListRow.Edits<ClusterConfigSpecEx, There<T>, P> edits,
      Function<I, String> words,
      Function<There<T>, String> found) {
    return new ListRow<>(
        sort.field(),
        DrsCluster.CONFIG,
        Optional.empty(),
        all -> Optional.of(wanted.apply(all)),
        state -> {
          Map<String, There<T>> there = new LinkedHashMap<>();
          seen.apply(state)
              .forEach(
                  (name, info) -> {
                    if (isForAll(info)) {
                      there.put(name, new There<>(info, state.read()));
                    }
                  });
          return Seen.of(there);
        },
        entry,
        edits,
        (state, name) -> false,
        words,
        found,
        all -> all.whole().contains(sort));
  }

  /** Not one of vCenter itself, nor of a server group, whichever environment has that. */
  private static boolean isForAll(Object info) {
    if (info instanceof ClusterGroupInfo group) {
      return !Boolean.FALSE.equals(group.getUserCreated());
    }
    return info instanceof ClusterRuleInfo rule
        && !Boolean.FALSE.equals(rule.getUserCreated())
        && !rule.getName().startsWith(ClusterRules.OURS);
  }

  /**
   * Rules go before the groups that they name, in a call of their own. Nobody has seen whether a
   * real server takes both in one call: the API reference does not say in which order it looks at
   * the lists of one spec.
   */
  static List<List<Change>> inOrder(List<Change> changes) {
    List<Change> first =
        changes.stream()
            .filter(change -> change.after().equals(Change.ABSENT))
            .filter(change -> change.field().startsWith(Entry.Sort.RULE.field() + "."))
            .toList();
    List<Change> rest = changes.stream().filter(change -> !first.contains(change)).toList();
    return Stream.of(first, rest).filter(some -> !some.isEmpty()).toList();
  }

  private static <T extends ClusterGroupInfo> Rows<List<Member>, There<T>, T> groups(
      Supplier<T> empty,
      BiFunction<T, Inventory, List<Member>> seen,
      BiConsumer<T, List<Member>> put) {
    return Rows.sparse(
        empty,
        List.of(
            FieldRow.<List<Member>, There<T>, T, List<Member>>of(
                    "members",
                    DrsCluster.CONFIG,
                    Optional::of,
                    there -> Seen.of(seen.apply(there.info(), there.read())),
                    (group, members, old) -> put.accept(group, members))
                .saying(Member::words)));
  }

  private static Rows<WantedRule, There<ClusterRuleInfo>, RuleDraft> rules() {
    return Rows.merged(
        RuleDraft::new,
        there -> RuleDraft.of(there.info()),
        List.of(
            rule("sort", wanted -> Optional.of(wanted.sort()), RuleDraft::sort, RuleDraft::put)
                .with(
                    Effect.REFUSED,
                    "a rule cannot become one of another sort; give the other one another name"),
            FieldRow.<WantedRule, There<ClusterRuleInfo>, RuleDraft, List<Member>>of(
                    "members",
                    DrsCluster.CONFIG,
                    WantedRule::wantedMembers,
                    there -> Seen.of(Member.of(RuleDraft.vms(there.info()), there.read())),
                    (draft, members, old) -> draft.members(Member.refs(members)))
                .saying(Member::words),
            hosts(
                "vms",
                RuleSpec::vms,
                ClusterVmHostRuleInfo::getVmGroupName,
                (draft, name) -> draft.hosts().setVmGroupName(name)),
            hosts(
                "on",
                RuleSpec::on,
                ClusterVmHostRuleInfo::getAffineHostGroupName,
                (draft, name) -> {
                  draft.hosts().setAffineHostGroupName(name);
                  draft.hosts().setAntiAffineHostGroupName(null);
                }),
            hosts(
                "off",
                RuleSpec::off,
                ClusterVmHostRuleInfo::getAntiAffineHostGroupName,
                (draft, name) -> {
                  draft.hosts().setAntiAffineHostGroupName(name);
                  draft.hosts().setAffineHostGroupName(null);
                }),
            order(
                "start",
                RuleSpec::start,
                info -> info.vmGroup,
                (draft, name) -> draft.order().vmGroup = name),
            order(
                "after",
                RuleSpec::after,
                info -> info.dependsOnVmGroup,
                (draft, name) -> draft.order().dependsOnVmGroup = name),
            rule(
                "must",
                wanted -> wanted.spec().must(),
                info -> Boolean.TRUE.equals(info.getMandatory()),
                (draft, must) -> draft.info().setMandatory(must)),
            // always sent: a server takes a missing value as false
            rule(
                "enabled",
                wanted -> Optional.of(wanted.spec().enabled()),
                info -> Boolean.TRUE.equals(info.getEnabled()),
                (draft, enabled) -> draft.info().setEnabled(enabled))));
  }

  private static <V> FieldRow<WantedRule, There<ClusterRuleInfo>, RuleDraft, V> rule(
      String field,
      Function<WantedRule, Optional<V>> wanted,
      Function<ClusterRuleInfo, V> seen,
      BiConsumer<RuleDraft, V> put) {
    return FieldRow.of(
        field,
        DrsCluster.CONFIG,
        wanted,
        there -> Seen.of(seen.apply(there.info())),
        (draft, value, old) -> put.accept(draft, value));
  }

  private static FieldRow<WantedRule, There<ClusterRuleInfo>, RuleDraft, String> hosts(
      String field,
      Function<RuleSpec, Optional<String>> wanted,
      Function<ClusterVmHostRuleInfo, String> seen,
      BiConsumer<RuleDraft, String> put) {
    return rule(
        field,
        all -> wanted.apply(all.spec()),
        info -> info instanceof ClusterVmHostRuleInfo hosts ? seen.apply(hosts) : null,
        put);
  }

  private static FieldRow<WantedRule, There<ClusterRuleInfo>, RuleDraft, String> order(
      String field,
      Function<RuleSpec, Optional<String>> wanted,
      Function<ClusterDependencyRuleInfo, String> seen,
      BiConsumer<RuleDraft, String> put) {
    return rule(
        field,
        all -> wanted.apply(all.spec()),
        info -> info instanceof ClusterDependencyRuleInfo rule ? seen.apply(rule) : null,
        put);
  }

  /** Writes groups into the spec of a call. */
  private static final class GroupEdits<T extends ClusterGroupInfo>
      implements ListRow.Edits<ClusterConfigSpecEx, There<T>, T> {
    @Override
    public void add(ClusterConfigSpecEx spec, String name, T group) {
      group.setName(name);
      put(spec, ArrayUpdateOperation.add, group);
    }

    @Override
    public void edit(ClusterConfigSpecEx spec, String name, T group, There<T> seen) {
      group.setName(name);
      put(spec, ArrayUpdateOperation.edit, group);
    }

    @Override
    public void remove(ClusterConfigSpecEx spec, String name, There<T> seen) {
      removeGroup(spec, name);
    }

    private static void put(
        ClusterConfigSpecEx spec, ArrayUpdateOperation operation, ClusterGroupInfo group) {
      ClusterGroupSpec change = new ClusterGroupSpec();
      change.setOperation(operation);
      change.setInfo(group);
      append(spec, change);
    }
  }

  private static void append(ClusterConfigSpecEx spec, ClusterGroupSpec change) {
    List<ClusterGroupSpec> all =
        new ArrayList<>(
            spec.getGroupSpec() == null ? List.of() : Arrays.asList(spec.getGroupSpec()));
    all.add(change);
    spec.setGroupSpec(all.toArray(ClusterGroupSpec[]::new));
  }

  static void removeGroup(ClusterConfigSpecEx spec, String name) {
    ClusterGroupSpec change = new ClusterGroupSpec();
    change.setOperation(ArrayUpdateOperation.remove);
    change.setRemoveKey(name);
    append(spec, change);
  }

  /** Writes rules into the spec of a call. */
  private static final class RuleEdits
      implements ListRow.Edits<ClusterConfigSpecEx, There<ClusterRuleInfo>, RuleDraft> {
    @Override
    public void add(ClusterConfigSpecEx spec, String name, RuleDraft rule) {
      rule.info().setName(name);
      put(spec, ArrayUpdateOperation.add, rule);
    }

    @Override
    public void edit(
        ClusterConfigSpecEx spec, String name, RuleDraft rule, There<ClusterRuleInfo> seen) {
      put(spec, ArrayUpdateOperation.edit, rule);
    }

    @Override
    public void remove(ClusterConfigSpecEx spec, String name, There<ClusterRuleInfo> seen) {
      removeRule(spec, seen.info());
    }

    private static void put(
        ClusterConfigSpecEx spec, ArrayUpdateOperation operation, RuleDraft rule) {
      ClusterRuleSpec change = new ClusterRuleSpec();
      change.setOperation(operation);
      change.setInfo(rule.info());
      append(spec, change);
    }
  }

  private static void append(ClusterConfigSpecEx spec, ClusterRuleSpec change) {
    List<ClusterRuleSpec> all =
        new ArrayList<>(
            spec.getRulesSpec() == null ? List.of() : Arrays.asList(spec.getRulesSpec()));
    all.add(change);
    spec.setRulesSpec(all.toArray(ClusterRuleSpec[]::new));
  }

  static void removeRule(ClusterConfigSpecEx spec, ClusterRuleInfo seen) {
    ClusterRuleSpec change = new ClusterRuleSpec();
    change.setOperation(ArrayUpdateOperation.remove);
    change.setRemoveKey(seen.getKey());
    append(spec, change);
  }
}
