package dev.provision.run;

import static dev.provision.lab.Declare.address;
import static dev.provision.lab.Declare.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.lab.Lab;
import dev.provision.lab.Pen;
import dev.provision.lab.Picture;
import dev.provision.lab.Thing;
import dev.provision.plan.Options;
import dev.provision.plan.Planned;
import dev.provision.plan.Policy;
import dev.provision.spi.ModuleException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BadDaysTest {
  private final Lab lab = new Lab();

  @Test
  void doesNotMakeTwiceWhatWasMadeWhenTheReplyWasLost() throws Exception {
    lab.server.failAfter("create a", ModuleException.Kind.TRANSIENT, "connection reset");
    Result result = lab.apply(thing("a").with("off_x", "1"));
    assertThat(Lab.text(result)).isEqualTo("a converged");
    assertThat(lab.server.writes()).containsExactly("create a");
    assertThat(lab.story()).contains("a retries after failure 1: connection reset");
  }

  @Test
  void doesNotDeleteTwiceWhatWasReplacedWhenTheReplyWasLost() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()));
    lab.server.failAfter("delete /a", ModuleException.Kind.TRANSIENT, "connection reset");
    lab.server.failAfter("create a", ModuleException.Kind.TRANSIENT, "connection reset");
    Options options = Options.DEFAULT.withPolicy(new Policy(Set.of(address("a")), false));
    assertThat(Lab.text(lab.apply(options, thing("a")))).isEqualTo("a converged");
    assertThat(lab.server.writes()).containsExactly("delete /a", "create a");
  }

  @Test
  void triesAgainWithLongerAndLongerPauses() throws Exception {
    for (int i = 0; i < 3; i++) {
      lab.server.failBefore("create a", ModuleException.Kind.TRANSIENT, "host is busy");
    }
    Instant start = lab.time.now();
    assertThat(Lab.text(lab.apply(thing("a")))).isEqualTo("a converged");
    assertThat(Duration.between(start, lab.time.now())).isEqualTo(Duration.ofSeconds(1 + 2 + 4));
    assertThat(lab.server.writes()).hasSize(4);
  }

  @Test
  void givesUpAfterSomeAttempts() throws Exception {
    for (int i = 0; i < 9; i++) {
      lab.server.failBefore("create a", ModuleException.Kind.TRANSIENT, "host is busy");
    }
    assertThat(Lab.text(lab.apply(thing("a"))))
        .isEqualTo(
            "a failed: could not create thing `a` on the lab: host is busy (gave up after 5"
                + " attempts), at a.yml:1:1");
    assertThat(lab.server.writes()).hasSize(5);
  }

  @Test
  void waitsForAnotherProductLongerThanForAFailureAndThenGoesOn() throws Exception {
    for (int i = 0; i < 12; i++) {
      lab.server.failBefore("create a", ModuleException.Kind.HELD, "a backup reads it");
    }
    assertThat(Lab.text(lab.apply(thing("a")))).isEqualTo("a converged");
    assertThat(lab.server.writes()).hasSize(13);
  }

  @Test
  void waitsForAnotherProductNoLongerThanTheDeadlineAndNamesIt() throws Exception {
    for (int i = 0; i < 60; i++) {
      lab.server.failBefore("create a", ModuleException.Kind.HELD, "a backup reads it");
    }
    assertThat(Lab.text(lab.apply(thing("a"))))
        .isEqualTo(
            "a failed: could not create thing `a` on the lab: a backup reads it (waited 10 min), at a.yml:1:1");
  }

  @Test
  void looksAgainBeforeItWritesToWhatChangedMeanwhile() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("x", "1")));
    lab.server.before(
        "update a",
        () -> {
          lab.server.put(Thing.owned("/a", "thing.a", Map.of("x", "2")));
          throw new ModuleException(ModuleException.Kind.STALE, "changed", null);
        });
    assertThat(Lab.text(lab.apply(thing("a").with("x", "2")))).isEqualTo("a converged");
    assertThat(lab.server.writes()).hasSize(1);
  }

  @Test
  void refusesToDoWorseThanThePlanSaid() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("x", "1", "off_ram", "1")));
    lab.server.before(
        "update a",
        () -> {
          lab.server.put(Thing.owned("/a", "thing.a", Map.of("x", "1", "off_ram", "2")));
          throw new ModuleException(ModuleException.Kind.STALE, "changed", null);
        });
    assertThat(Lab.text(lab.apply(thing("a").with("x", "2").with("off_ram", "1"))))
        .isEqualTo(
            "a failed: could not update thing `/a` on the lab: it changed since the plan, which did"
                + " not say `off_ram` 2 -> 1, at a.yml:1:1; plan again");
    assertThat(lab.server.writes()).hasSize(1);
  }

  @Test
  void doesNotTakeAForeignThingThatCameSinceThePlan() throws Exception {
    Planned<Picture, Pen> planned =
        lab.planned(Options.DEFAULT, thing("z"), thing("a").after("z").adopt());
    lab.server.put(Thing.foreign("/a", Map.of()));
    assertThat(Lab.text(lab.run(planned)))
        .contains(
            "a failed: could not create thing `/a` on the lab: what is there is not ours, at a.yml:1:1");
    assertThat(lab.server.writes()).containsExactly("create z");
  }

  @Test
  void refusesToMakeWhatWasThereWhenThePlanWasMade() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("x", "1")));
    lab.server.before(
        "update a",
        () -> {
          lab.server.remove("/a");
          throw new ModuleException(ModuleException.Kind.STALE, "gone", null);
        });
    assertThat(Lab.text(lab.apply(thing("a").with("x", "2"))))
        .isEqualTo(
            "a failed: could not update thing `/a` on the lab: it was there when the plan was made"
                + " and is gone, at a.yml:1:1; plan again");
  }

  @Test
  void doesNotMakeAgainWhatItMadeAndCannotSee() throws Exception {
    for (int i = 0; i < 9; i++) {
      lab.server.before("refresh a", () -> lab.server.remove("/a"));
    }
    assertThat(Lab.text(lab.apply(thing("a"))))
        .isEqualTo(
            "a failed: could not create thing `a` on the lab: it was made and is not found when it"
                + " is read back, at a.yml:1:1");
    assertThat(lab.server.writes()).containsExactly("create a");
  }

  @Test
  void readsBackAgainWhenThatFailed() throws Exception {
    lab.server.failBefore("refresh a", ModuleException.Kind.TRANSIENT, "connection reset");
    assertThat(Lab.text(lab.apply(thing("a")))).isEqualTo("a converged");
    assertThat(lab.server.refreshes()).hasSize(2);
  }

  @Test
  void endsTheRunWhenTheConnectionIsLost() throws Exception {
    lab.server.failBefore("create b", ModuleException.Kind.UNREACHABLE, "no route to vc");
    assertThat(Lab.text(lab.apply(thing("a"), thing("b"), thing("c"))))
        .isEqualTo(
            """
            a converged
            b failed: could not create thing `b` on the lab: no route to vc, at b.yml:1:1
            c skipped because of b: the connection was lost""");
    assertThat(lab.story()).contains("unreachable: no route to vc");
  }

  @Test
  void doesNotTakeWhatItCouldNotReadBackForDone() throws Exception {
    lab.server.failBefore("refresh a", ModuleException.Kind.UNREACHABLE, "no route to vc");
    assertThat(Lab.text(lab.apply(thing("a"), thing("b"))))
        .isEqualTo(
            """
            a failed: could not read thing `a` on the lab: no route to vc, at a.yml:1:1
            b skipped because of a: the connection was lost""");
  }

  @Test
  void letsOurBugOut() throws Exception {
    lab.server.before(
        "create a",
        () -> {
          throw new IllegalStateException("our bug");
        });
    assertThatThrownBy(() -> lab.apply(thing("a"), thing("b")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("our bug");
    assertThat(lab.server.paths()).isEmpty();
  }

  @Test
  void endsAStepThatTakesLongerThanItMay() throws Exception {
    assertThat(Lab.text(lab.apply(thing("a").readyIn(9999).timeout(Duration.ofMinutes(1)))))
        .isEqualTo(
            "a failed: could not create thing `/a` on the lab: not finished after 1 min"
                + " (`timeout`): no address yet, at a.yml:1:1");
  }

  @Test
  void interruptsAWriteThatTakesLongerThanItMayAndNoOther() throws Exception {
    lab.settings = lab.settings.withParallelism(2);
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    lab.server.before(
        "create a",
        () -> {
          stuck.countDown();
          never.await();
        });
    lab.server.before(
        "create b",
        () -> {
          stuck.await();
          lab.time.pass(Duration.ofMinutes(2));
        });
    assertThat(Lab.text(lab.apply(thing("a").timeout(Duration.ofSeconds(90)), thing("b"))))
        .isEqualTo(
            """
            a failed: could not create thing `a` on the lab: not finished after 90 s (`timeout`), at a.yml:1:1
            b converged""");
    assertThat(lab.server.writes()).containsExactlyInAnyOrder("create a", "create b");
  }

  @Test
  void goesOnWhenOneCannotBeReadSinceThePlan() throws Exception {
    Planned<Picture, Pen> planned = lab.planned(Options.DEFAULT, thing("a"), thing("b"));
    lab.server.unreadable("/b");
    assertThat(Lab.text(lab.run(planned)))
        .isEqualTo(
            """
            a converged
            b failed: could not read thing `/b` on the lab: it is inaccessible, at b.yml:1:1""");
  }
}
