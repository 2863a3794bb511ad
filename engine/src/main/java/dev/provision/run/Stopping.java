package dev.provision.run;

import dev.provision.spi.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops a run as far as the user asked. First nothing more begins, and running writes and reads go
 * on; then the server's tasks are cancelled, and work that does not end in time is abandoned. Only
 * the coordinator's thread uses it.
 */
final class Stopping<R, W> {
  private final Cancellation cancellation;
  private final Session<R, W> session;
  private final Board<R, W> board;
  private final Crew<R, W> crew;
  private final Waiting<R, W> waiting;
  private final Teller teller;
  private final Words words;
  private final List<String> halfDone = new ArrayList<>();
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

  /** Whether the user asked a second time. */
  boolean isHard() {
    return level == Cancellation.Level.CANCEL;
  }

  /** What may be half done after a hard cancel, one line each. */
  List<String> halfDone() {
    return halfDone;
  }

  /** Does what the user has asked for since the last call. */
  void stop() {
    Cancellation.Level wanted = cancellation.level();
    if (wanted.compareTo(level) <= 0) {
      return;
    }
    level = wanted;
    teller.cancelling(isHard());
    for (Job<R, W> job : board.jobs()) {
      if (!job.isOver() && !crew.holds(job)) {
        board.finish(job, stopped(job));
      }
    }
    if (isHard()) {
      halfDone.addAll(session.cancelRunning());
      waiting.afterHardCancel(this::leave);
    }
  }

  private Outcome stopped(Job<R, W> job) {
    boolean awaits = waiting.isPolled(job) || crew.dialing().holds(job);
    return job.step().isWork() || job.isTouched()
        ? new Outcome.Cancelled(job.isTouched() && !awaits)
        : new Outcome.Unchanged();
  }

  private void leave() {
    for (Job<R, W> job : board.jobs()) {
      if (!job.isOver()) {
        halfDone.add(words.left(job));
        board.finish(job, new Outcome.Cancelled(true));
      }
    }
  }

  /** After a bug, only the server's tasks are cancelled. */
  void cancelTasks() {
    if (cancellation.level() == Cancellation.Level.CANCEL) {
      session.cancelRunning();
    }
  }
}
