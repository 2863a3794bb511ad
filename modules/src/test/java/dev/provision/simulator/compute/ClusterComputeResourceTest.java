package dev.provision.simulator.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ArrayUpdateSpec;
import com.vmware.vim25.ClusterAffinityRuleSpec;
import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterCreatedEvent;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterGroupSpec;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterRuleSpec;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.Bench;
import dev.provision.vsphere.newer.ClusterDependencyRuleInfo;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterComputeResourceTest {
  private Bench bench;
  private ManagedObjectReference cluster;
  private ManagedObjectReference web;
  private ManagedObjectReference db;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.of(Bench.LAB);
    cluster = bench.find("DC0/host/C0");
    web = bench.done(bench.clone("plain", "web", bench.cloneSpec("esx-1", "ds1")));
    db = bench.done(bench.clone("plain", "db", bench.cloneSpec("esx-2", "ds1")));
  }

  private static <T extends ArrayUpdateSpec> T as(ArrayUpdateOperation operation, T spec) {
    spec.setOperation(operation);
    return spec;
  }

  private static ClusterGroupSpec add(ClusterGroupInfo group, String name) {
    group.setName(name);
    ClusterGroupSpec spec = as(ArrayUpdateOperation.add, new ClusterGroupSpec());
    spec.setInfo(group);
    return spec;
  }

  private static ClusterRuleSpec add(ClusterRuleInfo rule, String name) {
    rule.setName(name);
    ClusterRuleSpec spec = as(ArrayUpdateOperation.add, new ClusterRuleSpec());
    spec.setInfo(rule);
    return spec;
  }

  private static ClusterGroupSpec vms(String name, ManagedObjectReference... vms) {
    ClusterVmGroup group = new ClusterVmGroup();
    group.setVm(vms);
    return add(group, name);
  }

  private ClusterGroupSpec hosts(String name, String host) throws Exception {
    ClusterHostGroup group = new ClusterHostGroup();
    group.setHost(new ManagedObjectReference[] {bench.find("DC0/host/C0/" + host)});
    return add(group, name);
  }

  private ManagedObjectReference change(List<ClusterGroupSpec> groups, ClusterRuleSpec... rules)
      throws Exception {
    ClusterConfigSpecEx spec = new ClusterConfigSpecEx();
    spec.setGroupSpec(groups.toArray(ClusterGroupSpec[]::new));
    spec.setRulesSpec(rules);
    return bench.api.reconfigureComputeResource_Task(cluster, spec, true);
  }

  private ClusterConfigInfoEx config() throws Exception {
    return (ClusterConfigInfoEx) bench.read(cluster, "configurationEx");
  }

  private List<String> rules() throws Exception {
    ClusterRuleInfo[] rules = config().getRule();
    return rules == null
        ? List.of()
        : Arrays.stream(rules)
            .map(each -> each.getClass().getSimpleName() + " " + each.getName())
            .toList();
  }

  @Test
  void oneCallMakesGroupsAndAllFourTypesOfRules() throws Exception {
    ClusterAffinityRuleSpec together = new ClusterAffinityRuleSpec();
    together.setVm(new ManagedObjectReference[] {web, db});
    ClusterAntiAffinityRuleSpec apart = new ClusterAntiAffinityRuleSpec();
    apart.setVm(new ManagedObjectReference[] {web, db});
    ClusterVmHostRuleInfo on = new ClusterVmHostRuleInfo();
    on.setVmGroupName("front");
    on.setAffineHostGroupName("left");
    ClusterDependencyRuleInfo after = new ClusterDependencyRuleInfo();
    after.vmGroup = "front";
    after.dependsOnVmGroup = "back";

    bench.done(
        change(
            List.of(vms("front", web), vms("back", db), hosts("left", "esx-1")),
            add(together, "together"),
            add(apart, "apart"),
            add(on, "on"),
            add(after, "after")));

    assertThat(rules())
        .containsExactly(
            "ClusterAffinityRuleSpec together",
            "ClusterAntiAffinityRuleSpec apart",
            "ClusterVmHostRuleInfo on",
            "ClusterDependencyRuleInfo after");
    assertThat(config().getRule()).extracting(ClusterRuleInfo::getKey).doesNotHaveDuplicates();
    assertThat(config().getRule()).extracting(ClusterRuleInfo::getRuleUuid).doesNotContainNull();
    assertThat(config().getGroup())
        .extracting(ClusterGroupInfo::getName)
        .containsExactly("front", "back", "left");
  }

  @Test
  void aRuleIsChangedAndRemovedByTheKeyThatTheServerGave() throws Exception {
    ClusterAntiAffinityRuleSpec apart = new ClusterAntiAffinityRuleSpec();
    apart.setVm(new ManagedObjectReference[] {web, db});
    bench.done(change(List.of(), add(apart, "apart")));
    Integer key = config().getRule()[0].getKey();

    ClusterAntiAffinityRuleSpec other = new ClusterAntiAffinityRuleSpec();
    other.setKey(key);
    other.setName("apart-2");
    ClusterRuleSpec edit = as(ArrayUpdateOperation.edit, new ClusterRuleSpec());
    edit.setInfo(other);
    bench.done(change(List.of(), edit));
    assertThat(rules()).containsExactly("ClusterAntiAffinityRuleSpec apart-2");

    ClusterRuleSpec remove = as(ArrayUpdateOperation.remove, new ClusterRuleSpec());
    remove.setRemoveKey(key);
    bench.done(change(List.of(), remove));
    assertThat(rules()).isEmpty();
    assertThat(bench.fault(change(List.of(), remove))).isInstanceOf(InvalidArgument.class);
  }

  @Test
  void refusesNamesThatAreTakenAndGroupsThatAreNone() throws Exception {
    bench.done(change(List.of(vms("front", web))));
    assertThat(bench.fault(change(List.of(vms("front", db))))).isInstanceOf(DuplicateName.class);
    ClusterVmHostRuleInfo on = new ClusterVmHostRuleInfo();
    on.setVmGroupName("front");
    on.setAffineHostGroupName("left");
    assertThat(bench.fault(change(List.of(hosts("right", "esx-1")), add(on, "on"))))
        .isInstanceOf(InvalidArgument.class);
    assertThat(config().getGroup()).as("nothing of a call that is refused").hasSize(1);
  }

  @Test
  void aMachineThatIsGoneIsInNoGroup() throws Exception {
    bench.done(change(List.of(vms("front", web, db))));
    bench.done(bench.api.destroy_Task(web));
    assertThat(((ClusterVmGroup) config().getGroup()[0]).getVm()).containsExactly(db);
  }

  @Test
  void anEventTellsWhoMadeACluster() throws Exception {
    ManagedObjectReference made =
        bench.api.createClusterEx(bench.find("DC0/host"), "C1", new ClusterConfigSpecEx());
    ClusterCreatedEvent event = (ClusterCreatedEvent) bench.lastEvent(ClusterCreatedEvent.class);
    assertThat(event.getUserName()).isEqualTo("root");
    assertThat(event.getComputeResource().getComputeResource()).isEqualTo(made);
    assertThat(event.getParent().getName()).isEqualTo("host");
  }
}
