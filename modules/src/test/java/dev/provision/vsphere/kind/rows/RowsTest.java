package dev.provision.vsphere.kind.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterRuleSpec;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceAllocationInfo;
import com.vmware.vim25.ResourceConfigSpec;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RowsTest {
  /** Of a resource pool: what is declared of its CPU. */
  record Cpu(Optional<Long> limit, Optional<Long> reservation) {}

  private static final String CPU = "config.cpuAllocation";

  private static final Rows<Cpu, Item, ResourceConfigSpec> POOL =
      Rows.<Cpu, Item, ResourceConfigSpec>sparse(
              ResourceConfigSpec::new,
              List.of(
                  FieldRow.<Cpu, Item, ResourceConfigSpec, Long>of(
                          "cpu.limit",
                          CPU,
                          Cpu::limit,
                          seen(ResourceAllocationInfo::getLimit),
                          (spec, value, seen) -> cpu(spec).setLimit(value))
                      .saying(value -> value == -1 ? "unlimited" : value + " MHz"),
                  FieldRow.<Cpu, Item, ResourceConfigSpec, Long>of(
                          "cpu.reservation",
                          CPU,
                          Cpu::reservation,
                          seen(ResourceAllocationInfo::getReservation),
                          (spec, value, seen) -> cpu(spec).setReservation(value))
                      .with(Effect.NEEDS_POWER_OFF, "as this test has it")))
          .guardedBy(
              "config.changeVersion",
              (spec, item) ->
                  spec.setChangeVersion(item.get("config.changeVersion", String.class).orElse("")));

  private static Function<Item, Seen<Long>> seen(Function<ResourceAllocationInfo, Long> part) {
    return item -> Seen.of(item, CPU, ResourceAllocationInfo.class).map(part);
  }

  private static ResourceAllocationInfo cpu(ResourceConfigSpec spec) {
    if (spec.getCpuAllocation() == null) {
      spec.setCpuAllocation(new ResourceAllocationInfo());
    }
    return spec.getCpuAllocation();
  }

  private static Item pool(Map<String, Object> properties, Map<String, String> missing) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.setType("ResourcePool");
    ref.setVal("resgroup-1");
    return new Item(ref, properties, missing);
  }

  private static Item pool(long limit, long reservation) {
    ResourceAllocationInfo cpu = new ResourceAllocationInfo();
    cpu.setLimit(limit);
    cpu.setReservation(reservation);
    return pool(Map.of(CPU, cpu, "config.changeVersion", "7"), Map.of());
  }

  @Test
  void comparesOnlyWhatIsDeclaredAndWritesOnlyWhatDiffers() {
    Cpu wanted = new Cpu(Optional.of(4000L), Optional.of(500L));
    Item seen = pool(-1, 500);

    List<Change> changes = POOL.changes(wanted, seen);
    ResourceConfigSpec spec = POOL.update(wanted, seen, changes);

    assertThat(changes).containsExactly(Change.inPlace("cpu.limit", "unlimited", "4000 MHz"));
    assertThat(spec.getCpuAllocation().getLimit()).isEqualTo(4000);
    assertThat(spec.getCpuAllocation().getReservation()).isNull();
    assertThat(spec.getChangeVersion()).isEqualTo("7");
    assertThat(POOL.changes(new Cpu(Optional.empty(), Optional.empty()), seen)).isEmpty();
  }

  @Test
  void whatChangesAThingSaysWhatItDoesToIt() {
    assertThat(POOL.changes(new Cpu(Optional.empty(), Optional.of(1L)), pool(-1, 0)))
        .containsExactly(
            new Change(
                "cpu.reservation", "0", "1", Effect.NEEDS_POWER_OFF, false, "as this test has it"));
  }

  @Test
  void whatCannotBeReadIsNoDifferenceAndWhatIsNotSetIsOne() {
    Cpu wanted = new Cpu(Optional.of(4000L), Optional.empty());

    assertThat(POOL.changes(wanted, pool(Map.of(), Map.of(CPU, "no permission")))).isEmpty();
    assertThat(POOL.changes(wanted, pool(Map.of(), Map.of())))
        .containsExactly(Change.inPlace("cpu.limit", Change.ABSENT, "4000 MHz"));
  }

  @Test
  void tellsWhatIsReadAndWhatExpressionsMayRead() {
    assertThat(POOL.properties()).containsExactly(CPU, "config.changeVersion");
    assertThat(POOL.attributes(pool(-1, 500)))
        .isEqualTo(Map.of("cpu", Map.of("limit", -1L, "reservation", 500L)));
  }

  /** Of a port group on a host, whose specs set all that is in them. */
  private static final Rows<Integer, HostPortGroupSpec, HostPortGroupSpec> PORT_GROUP =
      Rows.merged(
          HostPortGroupSpec::new,
          seen -> {
            HostPortGroupSpec copy = new HostPortGroupSpec();
            copy.setName(seen.getName());
            copy.setVswitchName(seen.getVswitchName());
            copy.setVlanId(seen.getVlanId());
            return copy;
          },
          List.of(
              FieldRow.of(
                  "vlan",
                  "config.network.portgroup",
                  Optional::of,
                  seen -> Seen.of(seen.getVlanId()),
                  (spec, value, seen) -> spec.setVlanId(value))));

  @Test
  void aCallThatSetsAllGetsWhatIsThere() {
    HostPortGroupSpec seen = new HostPortGroupSpec();
    seen.setName("app");
    seen.setVswitchName("vSwitch0");
    seen.setVlanId(7);

    HostPortGroupSpec spec = PORT_GROUP.update(42, seen, PORT_GROUP.changes(42, seen));

    assertThat(PORT_GROUP.merged()).isTrue();
    assertThat(List.of(spec.getName(), spec.getVswitchName(), spec.getVlanId()))
        .isEqualTo(List.of("app", "vSwitch0", 42));
  }

  /** Of a cluster: whether rules of these names are enabled. */
  private static final Rows<Map<String, Boolean>, ClusterRuleInfo[], ClusterConfigSpecEx> RULES =
      Rows.sparse(
          ClusterConfigSpecEx::new,
          List.of(
              new ListRow<>(
                  "rules",
                  "configurationEx",
                  Optional.empty(),
                  Optional::of,
                  RowsTest::byName,
                  Rows.<Boolean, ClusterRuleInfo, ClusterRuleInfo>sparse(
                      ClusterRuleInfo::new,
                      List.of(
                          FieldRow.of(
                              "enabled",
                              "configurationEx",
                              Optional::of,
                              seen -> Seen.of(seen.getEnabled()),
                              (spec, value, seen) -> spec.setEnabled(value)))),
                  new RuleEdits(),
                  (seen, name) -> !name.equals("theirs"),
                  wanted -> wanted ? "a rule" : "a rule that is off",
                  found -> "a rule")));

  private static Seen<Map<String, ClusterRuleInfo>> byName(ClusterRuleInfo[] rules) {
    Map<String, ClusterRuleInfo> all = new java.util.TreeMap<>();
    for (ClusterRuleInfo rule : rules) {
      all.put(rule.getName(), rule);
    }
    return Seen.of(all);
  }

  private record RuleEdits()
      implements ListRow.Edits<ClusterConfigSpecEx, ClusterRuleInfo, ClusterRuleInfo> {
    private static void put(
        ClusterConfigSpecEx spec, ArrayUpdateOperation what, ClusterRuleInfo rule, Integer key) {
      ClusterRuleSpec edit = new ClusterRuleSpec();
      edit.setOperation(what);
      edit.setInfo(rule);
      edit.setRemoveKey(key);
      ClusterRuleSpec[] old = spec.getRulesSpec();
      ClusterRuleSpec[] all =
          java.util.Arrays.copyOf(old == null ? new ClusterRuleSpec[0] : old, count(old) + 1);
      all[count(old)] = edit;
      spec.setRulesSpec(all);
    }

    private static int count(ClusterRuleSpec[] old) {
      return old == null ? 0 : old.length;
    }

    @Override
    public void add(ClusterConfigSpecEx spec, String name, ClusterRuleInfo entry) {
      entry.setName(name);
      put(spec, ArrayUpdateOperation.add, entry, null);
    }

    @Override
    public void edit(
        ClusterConfigSpecEx spec, String name, ClusterRuleInfo entry, ClusterRuleInfo seen) {
      entry.setKey(seen.getKey());
      put(spec, ArrayUpdateOperation.edit, entry, null);
    }

    @Override
    public void remove(ClusterConfigSpecEx spec, String name, ClusterRuleInfo seen) {
      put(spec, ArrayUpdateOperation.remove, null, seen.getKey());
    }
  }

  private static ClusterRuleInfo rule(int key, String name, boolean enabled) {
    ClusterRuleInfo rule = new ClusterRuleInfo();
    rule.setKey(key);
    rule.setName(name);
    rule.setEnabled(enabled);
    return rule;
  }

  @Test
  void entriesOfAListAreAddedEditedByTheirKeysAndTakenOffWhereTheyAreOurs() {
    Map<String, Boolean> wanted = Map.of("web.1", false, "db", true);
    ClusterRuleInfo[] seen = {
      rule(1, "web.1", true), rule(2, "old", true), rule(3, "theirs", true)
    };

    List<Change> changes = RULES.changes(wanted, seen);
    ClusterConfigSpecEx spec = RULES.update(wanted, seen, changes);

    assertThat(changes)
        .containsExactlyInAnyOrder(
            Change.inPlace("rules.db", Change.ABSENT, "a rule"),
            Change.inPlace("rules.web.1.enabled", "true", "false"),
            Change.inPlace("rules.old", "a rule", Change.ABSENT));
    assertThat(spec.getRulesSpec())
        .extracting(
            edit ->
                edit.getOperation()
                    + " "
                    + (edit.getInfo() == null
                        ? edit.getRemoveKey()
                        : edit.getInfo().getKey() + " " + edit.getInfo().getEnabled()))
        .containsExactlyInAnyOrder("add null true", "edit 1 false", "remove 2");
  }
}
