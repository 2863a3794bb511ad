package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.COUNTS_CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rescue mode: an instance boots from a copy of an image, and from its own disk again. */
class RescueTest extends Acceptance {
  private static final String VM = "/DC0/vm/ci/web";
  private static final String STATUS = "(?s).*\\| web +\\| (\\S+) +\\|.*";

  private String status(Provisioning provision) {
    return provision.run("list").out().replaceAll(STATUS, "$1");
  }

  /** Of an image that does not run, which could not be copied. */
  private Provisioning applied() {
    target.otherClient().power("/DC0/vm/DC0_C0_RP0_VM0", false);
    Provisioning provision = provision(plain());
    converged(provision.apply());
    return provision;
  }

  private static void done(Provisioning.Ended ended) {
    assertThat(ended.exit()).as(ended.all()).isZero();
  }

  @Test
  void anInstanceIsRescuedAndBroughtBackAndThePlanDoesNotFightIt() {
    Provisioning provision = applied();

    done(provision.run("rescue", "instance.web"));

    assertThat(status(provision)).isEqualTo("RESCUE");
    assertThat(target.otherClient().vm(VM).diskMib()).hasSize(2);
    assertThat(target.otherClient().vm(VM).on()).isTrue();
    Provisioning.Ended plan = provision.plan("--exit-code");
    assertThat(plan.exit()).as(plan.all()).isZero();
    assertThat(plan.out())
        .contains("note: it is in rescue mode with image `base`; `provision rescue` with --end")
        .doesNotContain("a disk that is not its own");
    nothingIsLeft(provision);
    assertThat(provision.run("rescue", "instance.web").out())
        .endsWith("1 instance with nothing to do\n");
    assertThat(provision.run("rescue", "instance.web", "--image", "other").err())
        .startsWith("error: `instance.web` is in rescue mode with image `base` already;");
    assertThat(provision.run("snapshot", "--name", "s").err()).contains("is in rescue mode");

    done(provision.run("rescue", "instance.web", "--end"));

    assertThat(status(provision)).isEqualTo("ACTIVE");
    assertThat(target.otherClient().vm(VM).diskMib()).hasSize(1);
    assertThat(target.otherClient().vm(VM).extraConfig()).doesNotContainKey("provision.rescue");
    nothingIsLeft(provision);
  }

  @Test
  void anImageThatIsNoneIsRefusedBeforeAnythingIsDone() {
    Provisioning provision = provision(plain());
    converged(provision.apply());

    Provisioning.Ended refused = provision.run("rescue", "instance.web", "--image", "nope");

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "error: `instance.web` cannot boot from image `nope`: the playbook has none\n"
                + "nothing was changed\n");
    assertThat(provision.run("rescue", "instance.web").err())
        .startsWith(
            "error: `instance.web` cannot boot from image `base`: it is a VM that is not off");
    assertThat(target.otherClient().vm(VM).on()).isTrue();
  }

  /** The call fails once, for good: as a command that was killed before it leaves things. */
  @ParameterizedTest
  @CsvSource({
    "CopyVirtualDisk_Task, false",
    "ReconfigVM_Task, false",
    "PowerOnVM_Task, false",
    "PowerOffVM_Task, true",
    "ReconfigVM_Task, true",
    "PowerOnVM_Task, true"
  })
  void whatWasCutIsFinishedByTheSameCommandAgain(String method, boolean atTheEnd) {
    target.needs(BREAKS);
    Provisioning provision = applied();
    if (atTheEnd) {
      done(provision.run("rescue", "instance.web"));
    }
    String[] command =
        atTheEnd ? new String[] {"instance.web", "--end"} : new String[] {"instance.web"};
    target.callFails(method, "NoPermission", 1);

    Provisioning.Ended cut = provision.run("rescue", command);
    assertThat(cut.exit()).as(cut.all()).isEqualTo(1);
    target.allIsWell();
    done(provision.run("rescue", command));

    assertThat(status(provision)).isEqualTo(atTheEnd ? "ACTIVE" : "RESCUE");
    assertThat(target.otherClient().vm(VM).diskMib()).hasSize(atTheEnd ? 1 : 2);
    nothingIsLeft(provision);
  }

  @Test
  void aReplyThatIsLostDoublesNothing() {
    target.needs(BREAKS);
    Provisioning provision = applied();
    target.replyIsLost("ReconfigVM_Task", 2);

    done(provision.run("rescue", "instance.web"));

    assertThat(target.otherClient().vm(VM).diskMib()).hasSize(2);
    assertThat(status(provision)).isEqualTo("RESCUE");
  }

  @Test
  void itsCopyIsDestroyedWithIt() {
    target.needs(COUNTS_CALLS);
    Provisioning provision = applied();
    done(provision.run("rescue", "instance.web"));
    target.resetCalls();

    converged(provision.run("destroy", "--yes"));

    assertThat(target.calls()).as("nothing was detached").doesNotContainKey("ReconfigVM_Task");
    assertThat(target.otherClient().in("/DC0/vm")).doesNotContain("ci");
  }
}
