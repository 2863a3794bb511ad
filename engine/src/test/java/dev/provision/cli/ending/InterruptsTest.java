package dev.provision.cli.ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.report.ExitCode;
import dev.provision.run.Cancellation.Cause;
import dev.provision.run.Cancellation.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InterruptsTest {
  private static final Grace SECOND = new Grace(Duration.ofSeconds(1));

  private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
  private Consumer<String> process = name -> {};

  private Interrupts listen(boolean hasUser, Optional<Duration> deadline) {
    Interrupts interrupts =
        Interrupts.listen(
            new Interrupts.Host(listener -> process = listener, seen::add, hasUser),
            SECOND,
            deadline);
    interrupts.cancellation().onRequest(() -> seen.add(interrupts.cancellation().level()));
    return interrupts;
  }

  private List<Object> next(int count) throws InterruptedException {
    Object[] all = new Object[count];
    for (int i = 0; i < count; i++) {
      all[i] = seen.take();
    }
    return List.of(all);
  }

  @Test
  void endsARunStepByStepWithinTheGraceAndTheProcessWhenItIsOver() throws Exception {
    try (Interrupts interrupts = listen(false, Optional.empty())) {
      interrupts.runBegins();

      process.accept("TERM");

      assertThat(next(4)).containsExactly(Level.STOP, Level.CANCEL, Level.LEAVE, 130);
      assertThat(interrupts.isStopped()).isFalse();
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void waitsForTheSecondOneWhereSomebodyCanPressCtrlCAgain() throws Exception {
    try (Interrupts interrupts = listen(true, Optional.empty())) {
      interrupts.runBegins();

      process.accept("INT");
      assertThat(next(1)).containsExactly(Level.STOP);
      assertThat(seen.poll(600, java.util.concurrent.TimeUnit.MILLISECONDS)).isNull();
      process.accept("INT");

      assertThat(next(3)).containsExactly(Level.CANCEL, Level.LEAVE, 130);
    }
  }

  @Test
  void leavesAtTheThirdAndNoFurtherOneEndsTheProcess() throws Exception {
    try (Interrupts interrupts = listen(false, Optional.empty())) {
      interrupts.runBegins();

      for (int i = 0; i < 5; i++) {
        process.accept("TERM");
      }

      assertThat(next(5))
          .containsExactly(Level.STOP, Level.CANCEL, Level.LEAVE, Level.LEAVE, Level.LEAVE);
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void interruptsWhatIsDoneBeforeARun() throws Exception {
    try (Interrupts interrupts = listen(true, Optional.empty())) {
      process.accept("TERM");

      assertThat(Thread.interrupted()).isTrue();
      assertThat(interrupts.isStopped()).isTrue();
      assertThat(interrupts.reason()).isEqualTo("interrupted before anything was changed");
      assertThat(interrupts.exitCode()).isEqualTo(ExitCode.CANCELLED);
    }
  }

  @Test
  void leavesTheEndOfARunAloneAndBeginsNoPlayAfterIt() throws Exception {
    try (Interrupts interrupts = listen(true, Optional.empty())) {
      interrupts.runBegins();
      interrupts.runEnds();

      process.accept("TERM");

      assertThat(Thread.interrupted()).isFalse();
      assertThatThrownBy(interrupts::nextBegins).isInstanceOf(InterruptedException.class);
      assertThat(interrupts.reason())
          .isEqualTo("interrupted; the plays before this one were carried out");
    }
  }

  @Test
  void theDeadlineEndsARunAsASignalDoesAndIsAFailure() throws Exception {
    try (Interrupts interrupts = listen(true, Optional.of(Duration.ofMillis(1)))) {
      interrupts.runBegins();

      assertThat(next(4)).containsExactly(Level.STOP, Level.CANCEL, Level.LEAVE, 1);
      assertThat(interrupts.cancellation().cause()).isEqualTo(Cause.DEADLINE);
    }
  }

  @Test
  void aGraceIsLongEnoughForALogout() {
    assertThatThrownBy(() -> new Grace(Duration.ofMillis(999)))
        .hasMessage("is at least 1 s: a logout takes its time");
  }
}
