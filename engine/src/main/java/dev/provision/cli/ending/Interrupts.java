package dev.provision.cli.ending;

import dev.provision.report.ExitCode;
import dev.provision.run.Cancellation;
import dev.provision.run.Cancellation.Cause;
import dev.provision.run.Cancellation.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * What signals and the deadline do. Before a run, they interrupt the command's thread, which logs
 * out and ends, whatever it was doing. During a run, the first one lets running work end, the
 * second cancels it, the third leaves it; the grace does the same by itself. However many there
 * are, the command still logs out and prints its report, and only when the grace is over and the
 * server has not answered the process ends as it is.
 */
public final class Interrupts implements AutoCloseable {
  /**
   * The process that runs the command.
   *
   * @param onSignal registers a listener for the names of signals, {@code INT}, {@code TERM}
   * @param halt ends the process at once with an exit code; does nothing for a command that runs
   *     within another program
   * @param hasUser whether somebody sits at the terminal, who can press Ctrl-C once more
   */
  public record Host(Consumer<Consumer<String>> onSignal, IntConsumer halt, boolean hasUser) {}

  private enum Phase {
    BEFORE,
    RUN,
    AFTER
  }

  private final Thread command = Thread.currentThread();
  private final Cancellation cancellation = new Cancellation();
  private final Host host;
  private final Grace grace;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "grace");
            thread.setDaemon(true);
            return thread;
          });
  private Phase phase = Phase.BEFORE;
  private boolean hasRun;
  private boolean stopped;
  private int heard;

  private Interrupts(Host host, Grace grace) {
    this.host = host;
    this.grace = grace;
  }

  /**
   * Listens from now on, for the calling thread.
   *
   * @param deadline how long the command may take from now on; empty for any time
   */
  public static Interrupts listen(Host host, Grace grace, Optional<Duration> deadline) {
    Interrupts interrupts = new Interrupts(host, grace);
    host.onSignal().accept(interrupts::signal);
    deadline.ifPresent(
        limit ->
            interrupts.after(
                limit,
                () -> {
                  interrupts.ask(Level.STOP, Cause.DEADLINE);
                  interrupts.countDown(Level.STOP);
                }));
    return interrupts;
  }

  public Cancellation cancellation() {
    return cancellation;
  }

  /** From here on signals go to the run, which does not begin after one. */
  public synchronized void runBegins() throws InterruptedException {
    if (stopped) {
      throw new InterruptedException();
    }
    phase = Phase.RUN;
    hasRun = true;
  }

  /** What is done after a run is short, and is not interrupted. */
  public synchronized void runEnds() {
    phase = Phase.AFTER;
  }

  /** What follows is interrupted again, and not begun at all after a signal. */
  public synchronized void nextBegins() throws InterruptedException {
    phase = Phase.BEFORE;
    if (cancellation.level() != Level.NONE) {
      stopped = true;
      throw new InterruptedException();
    }
  }

  /** Whether something was interrupted that is no run: it has changed nothing. */
  public synchronized boolean isStopped() {
    return stopped;
  }

  /** For people, when {@link #isStopped}. */
  public synchronized String reason() {
    String what = isDeadline() ? "the deadline passed" : "interrupted";
    return hasRun
        ? what + "; the plays before this one were carried out"
        : what + " before anything was changed";
  }

  /** The exit code when {@link #isStopped}. */
  public ExitCode exitCode() {
    return isDeadline() ? ExitCode.FAILED : ExitCode.CANCELLED;
  }

  private boolean isDeadline() {
    return cancellation.cause() == Cause.DEADLINE;
  }

  private synchronized void signal(String name) {
    heard++;
    Level level = heard == 1 ? Level.STOP : heard == 2 ? Level.CANCEL : Level.LEAVE;
    ask(level, Cause.ASKED);
    if (heard > 1 || !name.equals("INT") || !host.hasUser()) {
      countDown(level);
    }
  }

  private synchronized void ask(Level level, Cause cause) {
    cancellation.request(level, cause);
    if (phase == Phase.BEFORE) {
      stopped = true;
      command.interrupt();
    }
  }

  /** Does what is still to come when this level was reached. */
  private void countDown(Level from) {
    for (Level later : new Level[] {Level.CANCEL, Level.LEAVE}) {
      if (later.compareTo(from) > 0) {
        after(grace.until(later).minus(grace.until(from)), () -> ask(later, cancellation.cause()));
      }
    }
    after(grace.whole().minus(grace.until(from)), () -> host.halt().accept(exitCode().code()));
  }

  private void after(Duration delay, Runnable what) {
    if (!timer.isShutdown()) {
      timer.schedule(what, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Ends the countdown: nothing is left to do. */
  @Override
  public synchronized void close() {
    phase = Phase.AFTER;
    timer.shutdownNow();
  }
}
