package dev.provision.run;

import dev.provision.spi.LeftTask;
import dev.provision.spi.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops a run as far as it was asked to. First nothing more begins, and running writes and reads go
 * on; then the server's tasks are cancelled, and a moment later what still runs here is
 * interrupted; last, work that does not end is abandoned. Only the coordinator's thread uses it.
 */
final class Stopping<R, W> {
  private final Cancellation cancellation;
  private final Session<R, W> session;
  private final Board<R, W> board;
  private final Crew<R, W> crew;
  private final Waiting<R, W> waiting;
  private final Teller teller;
  private final Words words;
  private Cancellation.Level level = Cancellation.Level.NONE;

  Stopping(
      Cancellation cancellation,
      Session<R, W> session,
      Board<R, W> board,
      Crew<R, W> crew,
      Waiting<R, W> waiting,
      Teller teller,
      Words words) {
    this.cancellation = cancellation;
    this.session = session;
    this.board = board;
    this.crew = crew;
    this.waiting = waiting;
    this.teller = teller;
    this.words = words;
  }

  boolean isAsked() {
    return level != Cancellation.Level.NONE;
  }

  /** Whether what runs is cancelled. */
  boolean isHard() {
    return level.compareTo(Cancellation.Level.CANCEL) >= 0;
  }

  /** Whether nothing is waited for any more; asked at any time. */
  boolean leaves() {
    return cancellation.level() == Cancellation.Level.LEAVE;
  }

  /** A line for each step that may be half done because of the stop, with the tasks it left. */
  List<String> halfDone() {
    // again, for what began while the first tasks were cancelled
    List<LeftTask> left = isHard() ? session.cancelRunning() : List.of();
    List<String> lines = new ArrayList<>();
    for (Job<R, W> job : board.jobs()) {
      if (job.outcome().orElse(null) instanceof Outcome.Cancelled how && how.maybeHalfDone()) {
        lines.add(
            words.unfinished(job, left.stream().filter(task -> task.isOf(job.address())).toList()));
      }
    }
    return lines;
  }

  /** Does what was asked since the last call. */
  void stop() {
    Cancellation.Level wanted = cancellation.level();
    if (wanted.compareTo(level) <= 0) {
      return;
    }
    boolean wasHard = isHard();
    level = wanted;
    if (!wasHard) {
      teller.cancelling(isHard(), cancellation.cause());
    }
    for (Job<R, W> job : board.jobs()) {
      if (!job.isOver() && !crew.holds(job)) {
        board.finish(job, stopped(job));
      }
    }
    if (isHard() && !wasHard) {
      session.cancelRunning();
      waiting.afterHardCancel(crew.writers()::interrupt, this::leave);
    }
    if (leaves()) {
      leave();
    }
  }

  private Outcome stopped(Job<R, W> job) {
    boolean awaits = waiting.isPolled(job) || crew.dialing().holds(job);
    return job.step().isWork() || job.isTouched()
        ? Outcome.Cancelled.after(job.isTouched(), awaits)
        : new Outcome.Unchanged();
  }

  private void leave() {
    for (Job<R, W> job : board.jobs()) {
      if (!job.isOver()) {
        board.finish(job, new Outcome.Cancelled(job.isTouched()));
      }
    }
  }

  /** After a bug, only the server's tasks are cancelled. */
  void cancelTasks() {
    if (cancellation.level().compareTo(Cancellation.Level.CANCEL) >= 0) {
      session.cancelRunning();
    }
  }
}
