package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.OUTLIVES_US;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Killed between the effect of a call and its reply, the next run goes on from there. One call of
 * each kind; {@link PortGroupKilledTest} and {@link ClusterRuleKilledTest} die at any write, within
 * this process.
 */
class JournalProcessKilledTest extends Acceptance {
  private static final String CLUSTER = "/DC0/host/DC0_C0";
  private static final String H0 = CLUSTER + "/DC0_C0_H0";
  private static final String H1 = CLUSTER + "/DC0_C0_H1";

  private static String site() {
    return play("")
            .replace(
                "networks:\n",
                "networks:\n  app: {switch: vSwitch0, vlan: 42, hosts: [DC0_C0_H0, DC0_C0_H1]}\n")
        + """
        clusters:
          DC0_C0:
            vm_groups: {webs: []}
            host_groups: {left: [DC0_C0_H0]}
            rules: {webs-left: {vms: webs, on: left}}
        """;
  }

  private void kill(Provisioning provision, String method, String... command) throws Exception {
    target.resetCalls();
    target.replyIsLate(method, Duration.ofSeconds(1));
    List<String> more = List.of(command).subList(1, command.length);
    try (Child child = Child.run(provision, folder, command[0], more.toArray(String[]::new))) {
      child.until(() -> target.calls().containsKey(method)).signal("KILL");
      assertThat(child.ended()).isEqualTo(128 + 9);
    }
    target.allIsWell();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AddPortGroup", "ReconfigureComputeResource_Task"})
  void anApplyIsFinishedByTheNext(String method) throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    Provisioning provision = provision(site());
    kill(provision, method, "apply");

    converged(provision.apply());

    assertThat(target.otherClient().portGroups(H0)).containsEntry("app", 42);
    assertThat(target.otherClient().portGroups(H1)).containsEntry("app", 42);
    assertThat(target.otherClient().rules(CLUSTER)).containsOnlyKeys("webs-left");
    assertThat(target.otherClient().in("/provision/ci")).hasSize(5);
    nothingIsLeft(provision);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RemovePortGroup", "ReconfigureComputeResource_Task"})
  void aPruneIsFinishedByTheNext(String method) throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    Provisioning provision = provision(site());
    converged(provision.apply());
    provision.rewrite(play(""));
    kill(provision, method, "apply", "--prune", "--yes", "--allow", "delete");

    converged(provision.apply("--prune", "--yes", "--allow", "delete"));

    assertThat(target.otherClient().portGroups(H0)).doesNotContainKey("app");
    assertThat(target.otherClient().rules(CLUSTER)).isEmpty();
    assertThat(target.otherClient().groups(CLUSTER)).isEmpty();
    assertThat(target.otherClient().in("/provision/ci")).isEmpty();
    nothingIsLeft(provision);
  }
}
