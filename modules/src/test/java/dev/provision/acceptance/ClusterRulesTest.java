package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.provision.acceptance.OtherClient.SeenRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules and groups of a cluster that exists, each owned by an entry of the journal. */
class ClusterRulesTest extends Acceptance {
  private static final String CLUSTER = "/DC0/host/DC0_C0";

  private static String site(String lists, int count) {
    return play(
        """
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        clusters:
          prod:
            path: DC0_C0
        %sinstances:
          web: {count: %d, image: base, flavor: small, networks: {eth0: private}}
        """
            .formatted(lists.indent(4), count));
  }

  private static final String ALL =
      """
      vm_groups: {webs: [web]}
      host_groups: {left: [DC0_C0_H0, DC0_C0_H1]}
      rules:
        web-apart: {apart: [web-1, web-2], must: true}
        web-left: {vms: webs, on: left}
      """;

  private Map<String, SeenRule> rules() {
    return target.otherClient().rules(CLUSTER);
  }

  private Map<String, List<String>> groups() {
    return target.otherClient().groups(CLUSTER);
  }

  private static SeenRule apart(boolean must, String... vms) {
    return new SeenRule(false, must, true, List.of(vms));
  }

  @Test
  void areMadeAfterTheirMachinesInTheSameApply() {
    Provisioning provision = provision(site(ALL, 2));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("  ~  cluster.prod.members  changed in place\n")
        .contains("vm_groups.webs  (absent) -> web-1 (to be made), web-2 (to be made)")
        .contains("host_groups.left  (absent) -> DC0_C0_H0, DC0_C0_H1")
        .contains("rules.web-apart  (absent) -> apart web-1 (to be made), web-2 (to be …")
        .contains("rules.web-left  (absent) -> webs on left");
    assertThat(rules())
        .isEqualTo(Map.of("web-apart", apart(true, "web-1", "web-2"), "web-left", apart(false)));
    assertThat(groups())
        .isEqualTo(
            Map.of("webs", List.of("web-1", "web-2"), "left", List.of("DC0_C0_H0", "DC0_C0_H1")));
    assertThat(target.otherClient().in("/provision/ci")).hasSize(4);
    nothingIsLeft(provision);
  }

  @Test
  void followTheirMembersAndFieldsAndOthersStay() {
    Provisioning provision = provision(site(ALL, 2));
    converged(provision.apply());
    target.otherClient().rule(CLUSTER, "theirs", "/DC0/vm/ci/web-1", "/DC0/vm/DC0_C0_RP0_VM1");

    provision.rewrite(
        site(ALL, 3)
            .replace("apart: [web-1, web-2], must: true", "apart: [web], must: false")
            .replace("left: [DC0_C0_H0, DC0_C0_H1]", "left: [DC0_C0_H2]"));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("rules.web-apart.members  web-1, web-2 -> web-1, web-2, web-3 (to be made)")
        .contains("rules.web-apart.must  true -> false")
        .contains("host_groups.left.members  DC0_C0_H0, DC0_C0_H1 -> DC0_C0_H2");
    assertThat(rules())
        .containsEntry("web-apart", apart(false, "web-1", "web-2", "web-3"))
        .containsEntry("theirs", apart(false, "DC0_C0_RP0_VM1", "web-1"));
    assertThat(groups()).containsEntry("left", List.of("DC0_C0_H2"));
    nothingIsLeft(provision);
  }

  @Test
  void oneThatIsDroppedIsAnOrphanOfItsOwnAndPruned() {
    Provisioning provision = provision(site(ALL, 2));
    converged(provision.apply());
    provision.rewrite(
        site("host_groups: {left: [DC0_C0_H0, DC0_C0_H1]}\nvm_groups: {webs: [web]}\n", 2));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply("--prune", "--yes"));

    assertThat(plan.steps())
        .contains(
            "cluster.prod.rules.web-apart  orphan: " + CLUSTER + " rule web-apart is owned by ci")
        .contains("cluster.prod.rules.web-left  orphan: ");
    assertThat(rules()).isEmpty();
    assertThat(groups()).containsOnlyKeys("webs", "left");
    nothingIsLeft(provision);
    Provisioning.Ended destroyed = provision.run("destroy", "--yes");
    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(groups()).isEmpty();
    assertThat(target.otherClient().in("/provision")).isEmpty();
  }

  @Test
  void anotherOnesIsLeftAloneUntilItIsAdoptedAndThenGivenBack() {
    target
        .otherClient()
        .rule(CLUSTER, "web-apart", "/DC0/vm/DC0_C0_RP0_VM0", "/DC0/vm/DC0_C0_RP0_VM1");
    String rules = "rules: {web-apart: {apart: [web]}}\n";
    Provisioning provision = provision(site(rules, 2));

    Provisioning.Ended refused = provision.apply();
    provision.rewrite(site("adopt: true\n" + rules, 2));
    converged(provision.apply());

    assertThat(refused.exit()).isEqualTo(65);
    assertThat(refused.err())
        .contains("`" + CLUSTER + " rule web-apart` is there already and is not ours");
    assertThat(rules())
        .containsEntry(
            "web-apart", apart(false, "DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1", "web-1", "web-2"));
    nothingIsLeft(provision);
    provision.rewrite(site("", 2));
    converged(provision.apply("--prune", "--yes"));
    assertThat(rules()).containsKey("web-apart");
    assertThat(target.otherClient().in("/provision/ci")).isEmpty();
  }

  @Test
  void anExclusiveListLosesWhatOthersHaveInItButNoServerGroup() {
    Provisioning provision = provision(grouped(ALL));
    converged(provision.apply());
    target.otherClient().rule(CLUSTER, "theirs", "/DC0/vm/ci/web-1", "/DC0/vm/DC0_C0_RP0_VM1");
    Map<String, SeenRule> before = rules();

    provision.rewrite(
        grouped("exclusive: true\nvm_groups: {}\nrules: {web-apart: {apart: [web]}}\n"));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("rules.theirs  apart -> (absent)")
        .contains("rules.web-left  vms -> (absent)")
        .contains("vm_groups.webs  web-1, web-2 -> (absent)");
    assertThat(before).hasSize(4);
    assertThat(rules()).hasSize(2).containsKey("web-apart");
    assertThat(groups()).containsOnlyKeys("left");
  }

  private static String grouped(String lists) {
    return site(lists, 2)
            .replace("networks: {eth0: private}}", "networks: {eth0: private}, server_group: far}")
        + "server_groups: {far: {policy: soft-anti-affinity}}\n";
  }

  @Test
  void aGroupStartsAfterAnother() {
    String lists = "vm_groups: {webs: [web-1], dbs: [web-2]}\nrules: {late: {%s}}\n";
    Provisioning provision = provision(site(lists.formatted("start: webs, after: dbs"), 2));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());
    assertThat(plan.steps()).contains("rules.late  (absent) -> webs after dbs");
    assertThat(provision.plan().all()).contains("No changes.");

    provision.rewrite(site(lists.formatted("start: dbs, after: webs"), 2));
    Provisioning.Ended changed = provision.plan();
    converged(provision.apply());

    assertThat(changed.steps())
        .contains("rules.late.start  webs -> dbs")
        .contains("rules.late.after  dbs -> webs");
    assertThat(provision.plan().all()).contains("No changes.");
    provision.rewrite(site(lists.formatted("start: webs, after: webs"), 2));
    assertThat(provision.plan().err()).contains("a group cannot start after itself");
    provision.rewrite(site(lists.formatted("start: webs"), 2));
    assertThat(provision.plan().err())
        .contains("name the group to `start`, and the one `after` which it starts");
  }

  @Test
  void oneThatTheServerKeepsOffIsSaidWithTheRuleThatItConflictsWith() {
    assumeThat(target).asString().doesNotStartWith("vcsim"); // it keeps both
    Provisioning provision = provision(site("", 2));
    converged(provision.apply());
    target.otherClient().rule(CLUSTER, "theirs", "/DC0/vm/ci/web-1", "/DC0/vm/ci/web-2");
    provision.rewrite(site("rules: {close: {together: [web]}}\n", 2));

    Provisioning.Ended apply = provision.apply();

    assertThat(apply.exit()).as(apply.all()).isNotZero();
    assertThat(apply.all())
        .contains(
            "cluster.prod.members: not converged: rules.close.enabled is false, declared true:"
                + " the server keeps it off: rule `theirs` says the opposite of web-1, web-2");
    provision.rewrite(site("rules: {close: {together: [web]}, far: {apart: [web]}}\n", 2));
    assertThat(provision.plan().err())
        .contains("rule `close` says the opposite of web-1, web-2")
        .contains("site.yml:");
  }

  @Test
  void aRehearsalAfterTheApplyAnnouncesNothing() {
    Provisioning provision = provision(site(ALL, 2));
    converged(provision.apply());

    Provisioning.Ended rehearsed = provision.run("rehearse");

    assertThat(rehearsed.exit()).as(rehearsed.all()).isZero();
    assertThat(rehearsed.out()).contains("0 to create, 0 to change");
  }

  @Test
  void newMachinesArePlacedAsTheRulesOfTheSamePlanSay() {
    Provisioning provision =
        provision(
            site(
                """
                vm_groups: {webs: [web]}
                host_groups: {right: [DC0_C0_H1, DC0_C0_H2]}
                rules:
                  web-apart: {apart: [web], must: true}
                  web-right: {vms: webs, on: right, must: true}
                """,
                2));

    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    Set<String> hosts = Set.of(host("web-1"), host("web-2"));
    assertThat(hosts).containsExactlyInAnyOrder("DC0_C0_H1", "DC0_C0_H2");
    assertThat(plan.steps())
        .contains("instance.web-1  small, eth0=private  -> " + host("web-1"))
        .contains("instance.web-2  small, eth0=private  -> " + host("web-2"));
    nothingIsLeft(provision);
  }

  private String host(String vm) {
    return target.otherClient().host("/DC0/vm/ci/" + vm);
  }

  @Test
  void aRuleThatNoHostCanKeepIsRefusedWithItsLine() {
    String rules =
        """
        vm_groups: {webs: [web]}
        host_groups: {right: [DC0_C0_H1]}
        rules:
          web-apart: {apart: [web], must: true}
          web-right: {vms: webs, off: right, must: true}
        """;
    Provisioning provision = provision(site(rules, 3));

    Provisioning.Ended plan = provision.plan();

    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.err())
        .contains(
            "no place for `instance.web-3`",
            "has `web-1` of rule `web-apart` (site.yml:16:18)",
            "DC0_C0_H1  is not where rule `web-right` (site.yml:17:18) lets it run",
            "nearest: change rule `web-right` (site.yml:17:18)");
  }

  @Test
  void saysAllThatIsWrongWithARule() {
    Provisioning provision =
        provision(
            site(
                """
                vm_groups: {webs: [web]}
                rules:
                  provision:x: {apart: [web]}
                  both: {vms: webs, on: left, off: left}
                  stray: {apart: [web], on: left}
                """,
                2));

    Provisioning.Ended check = provision.run("check");

    assertThat(check.exit()).isEqualTo(65);
    assertThat(check.err())
        .contains("names that begin with `provision:` are of server groups")
        .contains("name the hosts that they run `on`, or `off` which they do not")
        .contains("there is no group `left` in `host_groups` of this cluster")
        .contains("`on` and `off` are of a rule for `vms`");
  }
}
