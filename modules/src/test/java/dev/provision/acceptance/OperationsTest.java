package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.COUNTS_CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done to instances because somebody asks for it: snapshot, revert, reboot, console. */
@OnServed
class OperationsTest extends Acceptance {
  private static final String VM = "/DC0/vm/ci/web";

  @Test
  void aSnapshotOfAllIsTakenListedAndRemovedUnderOneName() {
    Provisioning provision = provision(many(3, ""));
    converged(provision.apply());

    Provisioning.Ended taken = provision.run("snapshot", "--name", "before-upgrade");
    assertThat(taken.exit()).as(taken.all()).isZero();
    assertThat(taken.out())
        .contains("instance.web-2: working on its snapshots", "instance.web-3: done")
        .endsWith("3 instances done\n");

    if (target.whyNot(COUNTS_CALLS) == null) {
      target.resetCalls();
    }
    Provisioning.Ended listed = provision.run("snapshot", "--list");
    assertThat(listed.out().replaceAll("taken [-0-9T:]+Z", "taken AT"))
        .isEqualTo(
            """
            instance.web-1: `before-upgrade`, taken AT, current
            instance.web-2: `before-upgrade`, taken AT, current
            instance.web-3: `before-upgrade`, taken AT, current
            """);
    if (target.whyNot(COUNTS_CALLS) == null) {
      assertThat(target.mutating()).isEmpty();
    }
    nothingIsLeft(provision);

    Provisioning.Ended again =
        provision.run("snapshot", "instance.web-2", "--name", "before-upgrade");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err().replaceAll("taken [-0-9T:]+Z", "taken AT"))
        .isEqualTo(
            "error: `instance.web-2` has a snapshot `before-upgrade` already, taken AT; take"
                + " another name, or remove it with --delete before-upgrade\n"
                + "nothing was changed\n");

    assertThat(provision.run("snapshot", "--delete", "before-upgrade").exit()).isZero();
    assertThat(provision.run("snapshot", "--list", "instance.web-1").out())
        .isEqualTo("instance.web-1: no snapshot\n");
    assertThat(provision.run("snapshot", "--delete", "before-upgrade").out())
        .isEqualTo("3 instances with nothing to do\n");
  }

  @Test
  void revertingIsAskedForAndThePlanStaysTruthful() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    assertThat(provision.run("snapshot", "--name", "old").exit()).isZero();
    String identity = target.otherClient().vm(VM).instanceUuid();
    target.otherClient().cpus("/DC0/vm/DC0_C0_RP0_VM1", 1);
    provision.rewrite(one("vcpus: 2, ram: 64 MiB", "networks: {eth0: private}, protect: true"));
    converged(provision.apply("--yes"));

    Provisioning.Ended refused = provision.run("revert", "--name", "old");
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.out()).contains("loses data: what was written since it was taken");
    assertThat(refused.err()).contains("--allow revert");
    Provisioning.Ended unknown = provision.run("revert", "--name", "older", "--yes");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err())
        .isEqualTo(
            "error: `instance.web` has no snapshot `older`; it has `old`\nnothing was changed\n");

    Provisioning.Ended reverted = provision.run("revert", "--name", "old", "--yes");
    assertThat(reverted.exit()).as(reverted.all()).isZero();
    assertThat(reverted.out()).contains("instance.web: reverted").endsWith("1 instance reverted\n");

    OtherClient.SeenVm seen = target.otherClient().vm(VM);
    assertThat(seen.on()).isTrue();
    assertThat(seen.instanceUuid()).isEqualTo(identity);
    assertThat(seen.extraConfig()).containsEntry("provision.protect", "true");
    if (target.revertsConfig()) {
      assertThat(seen.cpus()).isEqualTo(1);
      assertThat(provision.plan().steps())
          .contains("~  instance.web  powers off: CPU hot-add is disabled")
          .contains("vcpus  1 -> 2");
    }
    converged(provision.apply("--yes"));
    assertThat(target.otherClient().vm(VM).cpus()).isEqualTo(2);
    nothingIsLeft(provision);
  }

  @Test
  void whatSomebodyElseTookIsSeenAndNeverRemoved() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    target.otherClient().snapshot(VM, "by-hand");

    assertThat(provision.run("snapshot", "--list").out())
        .startsWith("instance.web: `by-hand`, taken ")
        .endsWith("Z, somebody else's, current\n");
    Provisioning.Ended refused = provision.run("snapshot", "--delete", "by-hand");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith(
            "error: `instance.web` has a snapshot `by-hand` that is somebody else's, so it is left"
                + " alone\n");
    assertThat(provision.run("snapshot", "--name", "by-hand").err())
        .contains("and it is somebody else's; take another name");
    assertThat(provision.run("revert", "--name", "by-hand", "--yes").exit()).isZero();
  }

  @Test
  void aSnapshotOfSomeSaysWhatIsLeftAndHowToGoOnOrBack() {
    target.needs(BREAKS);
    Provisioning provision = provision(many(2, ""));
    converged(provision.apply());
    target.taskFailsOn("CreateSnapshot_Task", "web-2", "FileFault");

    Provisioning.Ended failed = provision.run("snapshot", "--name", "s1");

    assertThat(failed.exit()).as(failed.all()).isEqualTo(1);
    assertThat(failed.out())
        .contains("instance.web-2: failed: could not update instance `/DC0/vm/ci/web-2`")
        .endsWith(
            """
            1 instance done, 1 failed
            there may be no snapshot `s1` of instance.web-2
            to go on: provision snapshot site.yml ADDRESS --name s1, for each of them
            to go back: provision snapshot site.yml --delete s1
            """);
    target.allIsWell();
    assertThat(provision.run("snapshot", "instance.web-2", "--name", "s1").exit()).isZero();
    assertThat(provision.run("snapshot", "--delete", "s1").out()).endsWith("2 instances done\n");
  }

  @Test
  void aSnapshotWhoseReplyWasLostIsNotTakenTwice() {
    target.needs(BREAKS);
    Provisioning provision = provision(plain());
    converged(provision.apply());
    target.replyIsLost("CreateSnapshot_Task", 1);

    Provisioning.Ended taken = provision.run("snapshot", "--name", "s1");

    assertThat(taken.exit()).as(taken.all()).isZero();
    assertThat(taken.out()).contains("trying again");
    assertThat(provision.run("snapshot", "--list").out().lines()).hasSize(1);
  }

  @Test
  void aRebootIsSoftWhereToolsRunAndElseHard() {
    String wait = target.bootsGuests() ? ", wait_for: tools" : "";
    Provisioning provision =
        provision(one("vcpus: 1, ram: 64 MiB", "networks: {eth0: private}" + wait));
    converged(provision.apply());
    target.runTools(VM);

    Provisioning.Ended soft = provision.run("reboot", "instance.web");
    Provisioning.Ended hard = provision.run("reboot", "instance.web", "--hard");

    assertThat(soft.exit()).as(soft.all()).isZero();
    assertThat(soft.out())
        .contains("instance.web: its guest was asked to reboot, because VMware Tools run in it\n");
    assertThat(hard.exit()).as(hard.all()).isZero();
    assertThat(hard.out()).contains("instance.web: it was reset\n");
    target.otherClient().power(VM, false);
    Provisioning.Ended off = provision.run("reboot", "instance.web");
    assertThat(off.exit()).isEqualTo(1);
    assertThat(off.err())
        .startsWith(
            "error: `instance.web` does not run (power off), so there is nothing to reboot;");
  }

  @Test
  void aConsoleIsGivenWhereTheServerHasTickets() {
    Provisioning provision = provision(plain());
    converged(provision.apply());
    String trace = folder.resolve("trace").toString();

    Provisioning.Ended console = provision.run("console", "instance.web", "--trace", trace);

    if (target.givesTickets()) {
      assertThat(console.exit()).as(console.all()).isZero();
      assertThat(console.out())
          .containsPattern("instance.web: wss://\\S+:443/ticket/[0-9a-f]{16}\n")
          .contains("it works once");
      String ticket = console.out().replaceAll("(?s).*/ticket/([0-9a-f]+).*", "$1");
      assertThat(folder.resolve("trace"))
          .content()
          .contains("AcquireTicket")
          .doesNotContain(ticket);
    } else {
      assertThat(console.exit()).isEqualTo(1);
      assertThat(console.out())
          .contains(
              "the server gives no tickets of the kind `webmks`, which vSphere has since 6.0");
    }
    target.otherClient().power(VM, false);
    assertThat(provision.run("console", "instance.web").err())
        .startsWith("error: `instance.web` does not run (power off)");
  }

  @Test
  void mistakesOfTheCommandLineAreToldBeforeAnythingIsReached() {
    Provisioning provision = provision(plain());

    assertThat(provision.run("revert").err())
        .startsWith("error: --name says which snapshot to go back to;");
    assertThat(provision.run("snapshot", "--list", "--delete", "x").exit()).isEqualTo(64);
    assertThat(provision.run("snapshot", "--memory", "--quiesce").exit()).isEqualTo(64);
    assertThat(provision.run("snapshot", "network.private").err())
        .startsWith("error: `snapshot` is done to one instance: `network.private` is none\n");
    assertThat(provision.run("reboot", "instance.wbe").err())
        .startsWith("error: `instance.wbe` is not in the playbook; did you mean `instance.web`?");
    Provisioning.Ended absent = provision.run("reboot", "instance.web");
    assertThat(absent.exit()).isEqualTo(1);
    assertThat(absent.err())
        .isEqualTo("error: `instance.web` is declared and is not there, or is not ours\n");
  }

  @Test
  void everyOperationHasHelpWithAnExample() {
    for (String command : List.of("snapshot", "revert", "reboot", "console", "rescue")) {
      Provisioning.Ended help =
          Provisioning.run(target, List.of(command, "--help"), target.environment());
      assertThat(help.exit()).isZero();
      assertThat(help.out())
          .contains("usage: provision " + command + " PLAYBOOK ")
          .contains("example: provision " + command + " playbooks/quickstart.yml");
    }
  }
}
