package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.OUTLIVES_US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.modules.images.StreamOptimizedFile;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is told to end does so in time, leaves no session, and says what it left. */
class EndsTest extends Acceptance {
  private static final Duration LONG = Duration.ofMinutes(2);

  private int before;

  @BeforeEach
  void count() {
    target.needs(BREAKS);
    before = target.sessions();
  }

  private void left(Child child, int exit) throws Exception {
    assertThat(child.ended()).as(child.output()).isEqualTo(exit);
    assertThat(target.sessions()).isEqualTo(before);
    target.allIsWell();
    target.slowTasks("CloneVM_Task", Duration.ZERO);
  }

  @Test
  void aTermCancelsWhatCannotEndWithinTheGraceAndTheReportSaysWhatFinishesIt() throws Exception {
    target.needs(OUTLIVES_US);
    target.slowTasks("CloneVM_Task", LONG);
    Provisioning provision = provision(many(2, ""));
    try (Child child = Child.run(provision, folder, "apply", "--grace", "3s", "--fail-fast")) {
      child.until(() -> target.calls().getOrDefault("CloneVM_Task", 0) == 2).signal("TERM");
      left(child, 130);

      assertThat(child.output())
          .contains("stopping: nothing new is begun")
          .contains("cancelling what runs on the server")
          .containsPattern(
              "may be half done: instance.web-1: create of instance `/DC0/vm/ci/web-1` on .* was"
                  + " not finished, at .*site.yml:\\d+:\\d+; CloneVm of \\S+ \\(task-\\d+\\) was"
                  + " asked to cancel")
          .contains("may be half done: instance.web-2: ")
          .containsPattern("To finish it: provision apply .*site.yml --grace 3s --fail-fast\n");
    }
    assertThat(target.calls()).containsEntry("CancelTask", 2);
    converged(provision.apply());
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1", "web-2");
  }

  @Test
  void noNumberOfSignalsLosesTheSessionOrTheReportOfARunThatGetsNoAnswer() throws Exception {
    target.needs(OUTLIVES_US);
    target.replyIsLate("CloneVM_Task", LONG);
    Provisioning provision = provision(plain());
    try (Child child = Child.run(provision, folder, "apply")) {
      child.until(() -> target.calls().containsKey("CloneVM_Task")).signal("TERM");
      child.untilItSays("stopping: nothing new is begun").signal("TERM");
      child.untilItSays("cancelling what runs on the server").signal("HUP").signal("INT");
      left(child, 130);

      assertThat(child.output())
          .contains("may be half done: instance.web: create of instance `/DC0/vm/ci/web`")
          .contains("To finish it: provision apply ");
    }
    converged(provision.apply());
  }

  @Test
  void anUploadInTheMiddleIsAborted() throws Exception {
    target.needs(OUTLIVES_US);
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    target.replyIsLate("POST /nfc", LONG);
    Provisioning provision =
        provision("name: ci\nvcenter: VCENTER\nimages: {base: {source: disk.vmdk}}\n");
    try (Child child = Child.run(provision, folder, "apply", "--grace", "3s")) {
      child.until(() -> target.calls().containsKey("POST /nfc")).signal("TERM");
      left(child, 130);

      assertThat(child.output()).contains("may be half done: image.base: create of image ");
    }
    assertThat(target.calls()).containsEntry("HttpNfcLeaseAbort", 1);
    converged(provision.apply());
  }

  @Test
  void aWaitForTheLeaseOfAnotherRunEnds() throws Exception {
    target.needs(OUTLIVES_US);
    target.slowTasks("CloneVM_Task", LONG);
    Provisioning provision = provision(plain());
    try (Child first = Child.run(provision, folder, "apply", "--grace", "2s")) {
      first.until(() -> target.calls().containsKey("CloneVM_Task"));
      Child second = Child.run(provision, folder, "apply", "--wait", "10m");
      second.untilItSays("waiting to see whether it is alive").signal("TERM");
      assertThat(second.ended()).isEqualTo(130);
      assertThat(second.output()).contains("error: interrupted before anything was changed");
      first.signal("TERM");
      left(first, 130);
    }
  }

  @Test
  void theDeadlineEndsARunInOrderAndIsAFailure() {
    target.slowTasks("CloneVM_Task", LONG);
    Provisioning provision = provision(many(2, ""));

    converged(provision.plan()); // the first in this process is slow
    Provisioning.Ended ended = provision.apply("--deadline", "4s", "--grace", "1s");

    assertThat(ended.exit()).as(ended.all()).isEqualTo(1);
    assertThat(ended.out())
        .contains("the deadline has passed: nothing new is begun")
        .contains("Stopped at the deadline in ")
        .contains("may be half done: instance.web-1: ");
    assertThat(target.sessions()).isEqualTo(before);
    target.slowTasks("CloneVM_Task", Duration.ZERO);
    converged(provision.apply());
  }
}
