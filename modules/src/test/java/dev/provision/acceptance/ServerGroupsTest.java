package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Server groups are rules of a cluster with DRS, from the first member to the last. */
class ServerGroupsTest extends Acceptance {
  private static final String CLUSTER = "/DC0/host/DC0_C0";
  private static final String RULE = "provision:ci:web";

  private static String group(String policy, int count) {
    return play(
        """
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        server_groups:
          web: {policy: %s}
        instances:
          web: {count: %d, image: base, flavor: small, networks: {eth0: private}, server_group: web}
        """
            .formatted(policy, count));
  }

  private Map<String, SeenRule> rules() {
    return target.otherClient().rules(CLUSTER);
  }

  private static SeenRule rule(boolean together, boolean mandatory, String... vms) {
    return new SeenRule(together, mandatory, true, List.of(vms));
  }

  @Test
  void aRuleIsMadeAfterItsVmsAndGoesBeforeThem() {
    Provisioning provision = provision(group("anti-affinity", 2));
    Provisioning.Ended plan = provision.plan();
    converged(provision.apply());

    assertThat(plan.steps())
        .contains("  +  server_group.web  DRS rule, anti-affinity of web-1, web-2\n");
    assertThat(rules()).containsExactly(Map.entry(RULE, rule(false, true, "web-1", "web-2")));
    nothingIsLeft(provision);
    Provisioning.Ended destroyed = provision.run("destroy", "--yes");
    assertThat(destroyed.exit()).as(destroyed.all()).isZero();
    assertThat(rules()).isEmpty();
  }

  @Test
  void followsItsMembersAndItsPolicy() {
    Provisioning provision = provision(group("soft-anti-affinity", 2));
    converged(provision.apply());
    assertThat(rules()).containsEntry(RULE, rule(false, false, "web-1", "web-2"));

    provision.rewrite(group("soft-anti-affinity", 3));
    assertThat(provision.plan().steps())
        .contains("  ~  server_group.web  changed in place\n")
        .contains("members  web-1, web-2 -> web-1, web-2, web-3 (to be made)");
    converged(provision.apply());
    assertThat(rules()).containsEntry(RULE, rule(false, false, "web-1", "web-2", "web-3"));
    nothingIsLeft(provision);

    provision.rewrite(group("anti-affinity", 3));
    assertThat(provision.plan().steps()).contains("policy  soft-anti-affinity -> anti-affinity");
    converged(provision.apply());
    assertThat(rules()).containsEntry(RULE, rule(false, true, "web-1", "web-2", "web-3"));

    provision.rewrite(group("soft-affinity", 2));
    converged(provision.apply("--prune", "--yes"));
    assertThat(rules()).containsExactly(Map.entry(RULE, rule(true, false, "web-1", "web-2")));
    nothingIsLeft(provision);
  }

  @Test
  void aMemberThatIsMadeAgainIsOfItAgain() {
    Provisioning provision = provision(group("anti-affinity", 2));
    converged(provision.apply());

    converged(provision.apply("--replace", "instance.web-1", "--yes"));

    assertThat(rules()).containsEntry(RULE, rule(false, true, "web-1", "web-2"));
    nothingIsLeft(provision);
  }

  @Test
  void aRuleThatSomebodyRemovedComesBackAndOtherRulesStay() {
    Provisioning provision = provision(group("anti-affinity", 2));
    converged(provision.apply());
    target.otherClient().addRule(CLUSTER, "of-a-person", "web-1", "web-2");
    target.otherClient().removeRule(CLUSTER, RULE);

    converged(provision.apply());

    assertThat(rules())
        .containsOnly(
            Map.entry(RULE, rule(false, true, "web-1", "web-2")),
            Map.entry("of-a-person", rule(false, false, "web-1", "web-2")));
    nothingIsLeft(provision);
    provision.run("destroy", "--yes");
    assertThat(rules()).containsOnlyKeys("of-a-person");
  }

  @Test
  void oneMemberHasNoRuleAndAGroupWithoutALineLosesIts() {
    Provisioning provision = provision(group("anti-affinity", 1));
    Provisioning.Ended one = converged(provision.apply());
    assertThat(one.out()).contains("note: it has one member, and a rule needs two");
    assertThat(rules()).isEmpty();
    provision.rewrite(group("anti-affinity", 2));
    converged(provision.apply());

    provision.rewrite(
        group("anti-affinity", 2)
            .replace("server_groups:\n  web: {policy: anti-affinity}\n", "")
            .replace(", server_group: web", ""));
    assertThat(provision.plan().steps())
        .contains(
            "server_group.web  orphan: /DC0/host/DC0_C0 rule provision:ci:web is owned by ci");
    converged(provision.apply("--prune", "--yes"));

    assertThat(rules()).isEmpty();
    nothingIsLeft(provision);
  }

  @Test
  void aGroupThatIsToBeAbsentHasNoRule() {
    Provisioning provision = provision(group("anti-affinity", 2));
    converged(provision.apply());
    provision.rewrite(
        group("anti-affinity", 2)
            .replace("{policy: anti-affinity}", "{policy: anti-affinity, state: absent}")
            .replace(", server_group: web", ""));

    converged(provision.apply("--yes"));

    assertThat(rules()).isEmpty();
    nothingIsLeft(provision);
  }

  @Test
  void aReplyThatIsLostMakesNoSecondRule() {
    target.needs(Target.Ability.BREAKS, Target.Ability.COUNTS_CALLS);
    Provisioning provision = provision(group("affinity", 2));
    target.resetCalls();
    target.replyIsLost("ReconfigureComputeResource_Task", 1);

    Provisioning.Ended ended = provision.apply();

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(target.wentWrong()).isEqualTo(1);
    assertThat(target.calls()).containsEntry("ReconfigureComputeResource_Task", 1);
    assertThat(rules()).containsExactly(Map.entry(RULE, rule(true, true, "web-1", "web-2")));
  }

  @Test
  void aHardPolicyPutsMembersOnHostsOfTheirOwnAndRefusesOneTooMany() {
    Provisioning provision = provision(group("anti-affinity", 3));
    converged(provision.apply());
    OtherClient client = target.otherClient();
    assertThat(
            Stream.of("web-1", "web-2", "web-3")
                .map(vm -> client.host("/DC0/vm/ci/" + vm))
                .toList())
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allMatch(host -> host.startsWith("DC0_C0_H"));
    provision.rewrite(group("anti-affinity", 4));
    target.resetCalls();

    Provisioning.Ended refused = provision.apply();

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(target.mutating()).isEmpty();
    assertThat(refused.err())
        .contains("no place for `instance.web-4`")
        .contains("has `web-1` of server group `web` (anti-affinity)")
        .contains("has `web-3` of server group `web` (anti-affinity)");
  }

  @Test
  void aRunThatEndsBeforeTheRuleOrBetweenTwoCallsIsFinishedByTheNext() {
    target.needs(Target.Ability.BREAKS);
    Provisioning provision = provision(group("anti-affinity", 2));
    target.taskFails("ReconfigureComputeResource_Task", "", "NoPermission");
    assertThat(provision.apply().exit()).isEqualTo(1);
    target.allIsWell();
    converged(provision.apply());
    assertThat(rules()).containsEntry(RULE, rule(false, true, "web-1", "web-2"));

    provision.rewrite(group("affinity", 2));
    target.replyIsLost("ReconfigureComputeResource_Task", 1);
    Provisioning.Ended ended = provision.apply();

    assertThat(ended.exit()).as(ended.all()).isZero();
    assertThat(rules()).containsExactly(Map.entry(RULE, rule(true, true, "web-1", "web-2")));
    nothingIsLeft(provision);
  }
}
