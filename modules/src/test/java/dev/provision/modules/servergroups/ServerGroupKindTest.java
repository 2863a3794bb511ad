package dev.provision.modules.servergroups;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterDrsConfigInfo;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LockKey;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.vsphere.connection.Connections;
import dev.provision.vsphere.exported.ServerGroup.Policy;
import dev.provision.vsphere.inventory.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerGroupKindTest {
  private static final EnvironmentId CI = new EnvironmentId("", "ci");
  private static final Address WEB = new Address("server_group", "web");

  private final ServerGroupKind kind = new ServerGroupKind();
  private final World world =
      new World()
          .cluster("C0")
          .host("C0", "h0", 4, 16)
          .host("C0", "h1", 4, 16)
          .cluster("C1")
          .host("C1", "h2", 4, 16)
          .vm("web-1", "/DC0/host/C0/h0", true, 64)
          .vm("web-2", "/DC0/host/C0/h1", true, 64)
          .vm("db-1", "/DC0/host/C1/h2", true, 64)
          .vm("db-2", "/DC0/host/C1/h2", true, 64);

  private GroupDesired group(Address address, Policy policy, String... members) {
    Map<Address, Optional<ManagedObjectReference>> vms = new LinkedHashMap<>();
    for (String member : members) {
      vms.put(new Address("instance", member), Optional.of(vm(member)));
    }
    return new GroupDesired(address, CI, policy, vms, Connections.spec(Map.of()), false);
  }

  private ManagedObjectReference vm(String name) {
    return world.at("/DC0/vm/" + name);
  }

  private void drs(String cluster, ClusterRuleInfo... rules) {
    ClusterConfigInfoEx config = new ClusterConfigInfoEx();
    config.setDrsConfig(new ClusterDrsConfigInfo());
    config.getDrsConfig().setEnabled(true);
    config.setRule(rules);
    world.set(world.at("/DC0/host/" + cluster), "configurationEx", config);
  }

  private ClusterRuleInfo rule(String name, Policy policy, String... members) {
    List<ManagedObjectReference> vms = List.of(members).stream().map(this::vm).toList();
    return Rule.info(name, policy, vms, Optional.empty());
  }

  private GroupState seen(GroupDesired desired) {
    return ((Observation.Present<GroupState>)
            kind.observe(desired.address(), desired, world.inventory()))
        .state();
  }

  @Test
  void groupsOfTwoClustersAreEditedAtOnceAndThoseOfOneAreNot() {
    drs("C0");
    drs("C1");
    GroupDesired web = group(WEB, Policy.ANTI_AFFINITY, "web-1", "web-2");
    GroupDesired db = group(new Address("server_group", "db"), Policy.AFFINITY, "db-1", "db-2");
    GroupDesired both =
        group(new Address("server_group", "both"), Policy.AFFINITY, "web-1", "db-1");

    assertThat(kind.edits(web, world.inventory()))
        .containsExactly(new LockKey("rules of /DC0/host/C0"));
    assertThat(kind.edits(db, world.inventory()))
        .containsExactly(new LockKey("rules of /DC0/host/C1"));
    assertThat(kind.edits(both, world.inventory()))
        .containsExactlyInAnyOrder(
            new LockKey("rules of /DC0/host/C0"), new LockKey("rules of /DC0/host/C1"));
  }

  @Test
  void aRuleThatIsMissingIsToBeMade() {
    drs("C0");
    GroupDesired web = group(WEB, Policy.ANTI_AFFINITY, "web-1", "web-2");

    assertThat(kind.diff(web, seen(web)))
        .containsExactly(Change.inPlace("rule", Change.ABSENT, "anti-affinity of web-1, web-2"));
  }

  @Test
  void aRuleThatSaysTheSameDiffersInNothing() {
    drs("C0", rule("provision:ci:web", Policy.ANTI_AFFINITY, "web-2", "web-1"));
    GroupDesired web = group(WEB, Policy.ANTI_AFFINITY, "web-1", "web-2");

    assertThat(kind.diff(web, seen(web))).isEmpty();
  }

  @Test
  void policyMembersAndTheSwitchOfARuleAreCompared() {
    ClusterRuleInfo rule = rule("provision:ci:web", Policy.SOFT_ANTI_AFFINITY, "web-1", "db-1");
    rule.setEnabled(false);
    drs("C0", rule);
    GroupDesired web = group(WEB, Policy.ANTI_AFFINITY, "web-1", "web-2");

    assertThat(kind.diff(web, seen(web)))
        .containsExactly(
            Change.inPlace("policy", "soft-anti-affinity", "anti-affinity"),
            Change.inPlace("enabled", "false", "true"),
            Change.inPlace("members", "db-1, web-1", "web-1, web-2"));
  }

  @Test
  void whereDrsIsOffNothingIsComparedAndPlacementKeepsIt() {
    GroupDesired web = group(WEB, Policy.ANTI_AFFINITY, "web-1", "web-2");

    Observation<GroupState> seen = kind.observe(WEB, web, world.inventory());

    assertThat(kind.diff(web, seen(web))).isEmpty();
    assertThat(kind.notes(web, seen))
        .containsExactly("DRS is off on `/DC0/host/C0`: kept by placement alone");
  }

  @Test
  void rulesOfThisEnvironmentAreOwnedAndNoOthers() {
    drs(
        "C0",
        rule("provision:ci:web", Policy.ANTI_AFFINITY, "web-1", "web-2"),
        rule("provision:cd:web", Policy.ANTI_AFFINITY, "web-1", "web-2"),
        rule("of-a-person", Policy.ANTI_AFFINITY, "web-1", "web-2"));

    assertThat(kind.owned(CI, world.inventory()).map(Owned::address)).containsExactly(WEB);
  }
}
