package dev.provision.run;

import static dev.provision.lab.Declare.thing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.lab.Lab;
import dev.provision.lab.Thing;
import dev.provision.report.ExitCode;
import dev.provision.report.RunReport;
import dev.provision.spi.ModuleException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Lab lab = new Lab();

  @Test
  void letsRunningWorkEndAndBeginsNothingNew() throws Exception {
    lab.server.put(Thing.owned("/same", "thing.same", Map.of()));
    lab.server.before("create a", lab.cancellation::request);
    Result result = lab.apply(thing("a"), thing("b").after("a"), thing("c"), thing("same"));
    assertThat(Lab.text(result))
        .isEqualTo(
            """
            a converged
            b cancelled
            c cancelled
            same unchanged""");
    assertThat(lab.server.writes()).containsExactly("create a");
    assertThat(RunReport.of(lab.events).exitCode()).isEqualTo(ExitCode.CANCELLED);
  }

  @Test
  void doesNotBeginWhenItWasAskedToStopBefore() throws Exception {
    lab.cancellation.request();
    assertThat(Lab.text(lab.apply(thing("a")))).isEqualTo("a cancelled");
    assertThat(lab.server.writes()).isEmpty();
  }

  @Test
  void leavesAtTheSecondRequestAndSaysWhatMayBeHalfDone() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    lab.session.onCancel(cancelled::countDown);
    lab.server.before(
        "create a",
        () -> {
          lab.cancellation.request();
          lab.cancellation.request();
          cancelled.await();
          throw new ModuleException(ModuleException.Kind.CANCELLED, "cancelled", null);
        });
    Result result = lab.apply(thing("a"), thing("b"));
    assertThat(Lab.text(result))
        .isEqualTo(
            """
            a cancelled, maybe half done
            b cancelled""");
    assertThat(RunReport.of(lab.events).maybeHalfDone())
        .containsExactly(
            "thing.a: create of thing `a` on the lab was not finished, at a.yml:1:1; a task may"
                + " still run");
    assertThat(lab.story()).contains("cancelling now");
  }

  @Test
  void leavesWorkThatDoesNotEndAndSaysSo() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    lab.session.onCancel(() -> {});
    lab.server.before(
        "create a",
        () -> {
          lab.cancellation.request();
          lab.cancellation.request();
          while (lab.events.stream().noneMatch(RunEvent.Cancelling.class::isInstance)) {
            Thread.onSpinWait();
          }
          // again and again, for nobody knows when the run begins to wait
          while (never.getCount() > 0) {
            lab.time.pass(Duration.ofMinutes(1));
            LockSupport.parkNanos(1_000_000);
          }
        });
    try {
      assertThat(Lab.text(lab.apply(thing("a")))).isEqualTo("a cancelled, maybe half done");
    } finally {
      never.countDown();
    }
    assertThat(RunReport.of(lab.events).maybeHalfDone())
        .containsExactly(
            "thing.a: create of thing `a` on the lab was not finished, at a.yml:1:1; a task may"
                + " still run");
  }

  @Test
  void interruptsWorkThatGoesOnAfterTheCancel() throws Exception {
    lab.server.before(
        "create a",
        () -> {
          lab.cancellation.request();
          lab.cancellation.request();
          while (!Thread.interrupted()) {
            lab.time.pass(Duration.ofMillis(50));
            LockSupport.parkNanos(1_000_000);
          }
          throw new InterruptedException();
        });
    assertThat(Lab.text(lab.apply(thing("a")))).isEqualTo("a cancelled, maybe half done");
  }

  @Test
  void leavesAtTheThirdRequestWhateverRuns() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    lab.server.before(
        "create a",
        () -> {
          lab.cancellation.request(Cancellation.Level.LEAVE, Cancellation.Cause.DEADLINE);
          never.await();
        });
    assertThat(Lab.text(lab.apply(thing("a"), thing("b"))))
        .isEqualTo(
            """
            a cancelled, maybe half done
            b cancelled""");
    assertThat(RunReport.of(lab.events).exitCode()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void doesNotWaitForReadinessOnceItIsAskedToStop() throws Exception {
    lab.watch =
        event -> {
          if (event instanceof RunEvent.StepWaiting) {
            lab.cancellation.request();
          }
        };
    assertThat(Lab.text(lab.apply(thing("a").readyIn(99)))).isEqualTo("a cancelled");
    assertThat(lab.server.paths()).containsExactly("/a");
  }

  @Test
  void finishesTheWorkInTheNextRun() throws Exception {
    lab.server.drop("x", 1);
    lab.server.before("create a", lab.cancellation::request);
    assertThat(Lab.text(lab.apply(thing("a").with("x", "1"))))
        .isEqualTo("a cancelled, maybe half done");
    Lab next = new Lab();
    next.server.put(lab.server.get("/a"));
    assertThat(Lab.text(next.apply(thing("a").with("x", "1")))).isEqualTo("a converged");
    assertThat(next.server.writes()).containsExactly("update a [x]");
  }
}
