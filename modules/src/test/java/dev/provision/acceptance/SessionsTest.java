package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.BREAKS;
import static dev.provision.acceptance.Target.Ability.COUNTS_SESSIONS;
import static dev.provision.acceptance.Target.Ability.OUTLIVES_US;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever way a command ends, it leaves no session behind. */
@OnServed
class SessionsTest extends Acceptance {
  private int before;

  @BeforeEach
  void count() {
    target.needs(COUNTS_SESSIONS);
    before = target.sessions();
  }

  @Test
  void noneIsLeftAfterSuccess() {
    Provisioning provision = provision(plain());

    converged(provision.plan());
    converged(provision.apply());
    converged(provision.run("list"));
    converged(provision.run("show", "instance.web"));
    converged(provision.run("destroy", "--yes"));

    assertThat(target.sessions()).isEqualTo(before);
  }

  @Test
  void noneIsLeftAfterAFailure() {
    target.needs(BREAKS);
    target.taskFails("CloneVM_Task", "", "InsufficientResourcesFault");

    assertThat(provision(plain()).apply().exit()).isEqualTo(1);

    assertThat(target.sessions()).isEqualTo(before);
  }

  @Test
  void noneIsLeftAfterAPlaybookThatTheServerRefuses() {
    String wrong = one("vcpus: 1, ram: 64 MiB", "networks: {}, folder: nowhere");

    assertThat(provision(wrong).apply().exit()).isEqualTo(65);

    assertThat(target.sessions()).isEqualTo(before);
  }

  @Test
  void noneIsOpenedForAPlaybookThatIsWrongByItself() {
    target.needs(Target.Ability.COUNTS_CALLS);

    assertThat(provision("instances: {web: {imag: x}}").apply().exit()).isEqualTo(65);

    assertThat(target.calls()).isEmpty();
  }

  @Test
  void noneIsLeftAfterARefusal() {
    Provisioning provision = provision(plain());
    converged(provision.apply());

    assertThat(provision.run("destroy").exit()).isEqualTo(3);

    assertThat(target.sessions()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void theFirstSignalLetsRunningWorkEnd(String signal) throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    target.slowTasks("CloneVM_Task", Duration.ofSeconds(2));
    Provisioning provision = provision(many(3, ""));
    try (Child child = Child.run(provision, folder, "apply", "--parallelism", "1")) {
      child.until(() -> target.calls().containsKey("CloneVM_Task")).signal(signal);

      assertThat(child.ended()).as(child.output()).isEqualTo(130);

      assertThat(child.output())
          .contains("stopping: nothing new is begun")
          .contains("instance.web-1: created")
          .contains("instance.web-2: not begun")
          .doesNotContain("may be half done");
    }
    assertThat(target.sessions()).isEqualTo(before);
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1");
    target.slowTasks("CloneVM_Task", Duration.ZERO);
    converged(provision.apply());
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1", "web-2", "web-3");
  }

  @Test
  void theSecondSignalCancelsAndSaysWhatMayBeHalfDone() throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    target.slowTasks("CloneVM_Task", Duration.ofSeconds(60));
    Provisioning provision = provision(many(2, ""));
    try (Child child = Child.run(provision, folder, "apply")) {
      child.until(() -> target.calls().getOrDefault("CloneVM_Task", 0) == 2).signal("INT");
      child.untilItSays("stopping: nothing new is begun").signal("INT");

      assertThat(child.ended()).as(child.output()).isEqualTo(130);

      assertThat(child.output())
          .contains("cancelling what runs on the server")
          .contains("instance.web-1: cancelled, may be half done")
          .contains("may be half done: instance.web-2");
    }
    assertThat(target.calls()).containsEntry("CancelTask", 2);
    assertThat(target.sessions()).isEqualTo(before);
    target.slowTasks("CloneVM_Task", Duration.ZERO);
    converged(provision.apply());
    assertThat(target.otherClient().in("/DC0/vm/ci")).containsExactly("web-1", "web-2");
  }

  @Test
  void aSignalDuringTheLoginLeavesNoSessionThatNobodyKnows() throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    target.replyIsLate("Login", Duration.ofSeconds(2));
    try (Child child = Child.run(provision(plain()), folder, "plan")) {
      child.until(() -> target.calls().containsKey("Login")).signal("TERM");

      assertThat(child.ended()).as(child.output()).isEqualTo(130);
    }
    assertThat(target.sessions()).isEqualTo(before);
  }

  @Test
  void aSignalWhileThePlanIsMadeEndsIt() throws Exception {
    target.needs(BREAKS, OUTLIVES_US);
    target.replyIsLate("RetrievePropertiesEx", Duration.ofSeconds(3));
    try (Child child = Child.run(provision(plain()), folder, "plan")) {
      child.until(() -> target.calls().containsKey("RetrievePropertiesEx")).signal("INT");

      assertThat(child.ended()).as(child.output()).isEqualTo(130);
    }
    assertThat(target.sessions()).isEqualTo(before);
  }
}
