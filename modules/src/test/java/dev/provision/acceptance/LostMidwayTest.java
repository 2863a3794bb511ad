package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.acceptance.OtherClient.SeenRule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A machine whose files get out of reach, in what others make of it. */
class LostMidwayTest extends Acceptance {
  private static final String WHY = "vCenter calls it inaccessible: its host cannot read its files";

  private static String group(int count) {
    return play(
        """
        flavors:
          small: {vcpus: 1, ram: 64 MiB}
        server_groups:
          web: {policy: anti-affinity}
        instances:
          web: {count: %d, image: base, flavor: small, networks: {}, server_group: web, power: off}
        """
            .formatted(count));
  }

  private List<String> rule() {
    SeenRule rule = target.otherClient().rules("/DC0/host/DC0_C0").get("provision:ci:web");
    return rule == null ? List.of() : rule.vms();
  }

  @Test
  void aMemberThatGetsLostStaysInTheRuleOfItsServerGroup() throws Exception {
    target.needs(BREAKS);
    Provisioning provision = provision(group(2));
    converged(provision.apply());
    provision.rewrite(group(3));
    target.slowTasks("CloneVM_Task", Duration.ofSeconds(2));
    target.slowTasks("CloneVm", Duration.ofSeconds(2)); // its name on vcsim

    losing("CloneVM_Task", "web-2", () -> provision.apply("--yes"));
    List<String> during = rule();
    Provisioning.Ended after = provision.apply("--yes");
    Provisioning.Ended others = provision.apply("--exclude", "instance.web-2", "--yes");

    assertThat(during).containsExactly("web-1", "web-2", "web-3");
    assertThat(after.err())
        .contains("`instance.web-2` is at `/DC0/vm/ci/web-2` and cannot be read");
    assertThat(others.err()).contains("`server_group.web` is left out too");
    assertThat(rule()).containsExactly("web-1", "web-2", "web-3");
  }

  @Test
  void aRehearsalSaysOfALostMachineWhatThePlanSays() {
    target.needs(BREAKS);
    Provisioning provision = provision(many(2, ", power: off"));
    converged(provision.apply());
    target.loses("web-2", "inaccessible");

    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended rehearsed = provision.run("rehearse");
    provision.rewrite(many(1, ", power: off"));
    Provisioning.Ended shown = provision.plan();
    Provisioning.Ended pruned = provision.run("rehearse", "--prune");

    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.err()).contains("`instance.web-2` is at `/DC0/vm/ci/web-2` and cannot be read");
    assertThat(rehearsed.exit()).as(rehearsed.all()).isEqualTo(1);
    assertThat(rehearsed.err()).isEqualTo(plan.err());
    assertThat(shown.out()).contains("/DC0/vm/ci/web-2: cannot be read: " + WHY);
    assertThat(pruned.exit()).as(pruned.all()).isEqualTo(1);
    assertThat(pruned.out())
        .contains("/DC0/vm/ci/web-2: cannot be read: " + WHY)
        .contains("An apply would not converge on ")
        .contains("; not: instance.web-2\n");
  }

  private Provisioning.Ended losing(String method, String name, Run run) throws Exception {
    target.resetCalls();
    CompletableFuture<Provisioning.Ended> ended = CompletableFuture.supplyAsync(run::ended);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!target.calls().containsKey(method) && System.nanoTime() < until) {
      Thread.sleep(20);
    }
    target.loses(name, "inaccessible");
    return ended.get(120, TimeUnit.SECONDS);
  }

  private interface Run {
    Provisioning.Ended ended();
  }

  @Test
  void oneThatGetsLostWhileItIsRemovedIsNotCalledGone() throws Exception {
    target.needs(BREAKS);
    Provisioning provision = provision(plain());
    converged(provision.apply());
    target.slowTasks("PowerOffVM_Task", Duration.ofSeconds(2));
    target.slowTasks("PowerOff", Duration.ofSeconds(2)); // its name on vcsim
    target.taskFails("Destroy_Task", "web", "InvalidState");

    Provisioning.Ended destroyed =
        losing("PowerOffVM_Task", "web", () -> provision.run("destroy", "--yes"));

    assertThat(destroyed.exit()).as(destroyed.all()).isEqualTo(1);
    assertThat(destroyed.out())
        .contains("instance.web: failed: ")
        .contains(": 1 failed, 1 skipped");
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web");
  }

  @Test
  void oneThatGetsLostWhileItIsChangedIsNotMadeAgain() throws Exception {
    target.needs(BREAKS);
    Provisioning provision = provision(many(1, ", power: off"));
    converged(provision.apply());
    provision.rewrite(many(1, ", power: off").replace("64 MiB", "128 MiB"));
    target.slowTasks("ReconfigVM_Task", Duration.ofSeconds(2));
    target.slowTasks("ReconfigVm", Duration.ofSeconds(2)); // its name on vcsim

    Provisioning.Ended changed = losing("ReconfigVM_Task", "web-1", () -> provision.apply("--yes"));

    assertThat(changed.exit()).as(changed.all()).isEqualTo(1);
    assertThat(changed.out()).contains("instance.web-1: failed: ").contains("1 failed");
    assertThat(target.calls()).doesNotContainKey("CloneVM_Task");
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1");
  }
}
