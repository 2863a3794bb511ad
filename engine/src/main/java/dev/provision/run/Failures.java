package dev.provision.run;

import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a failed call means for its step: start again from observe after a pause, or end.
 * Only the coordinator's thread uses it.
 */
final class Failures<R, W> {
  private final Board<R, W> board;
  private final Crew<R, W> crew;
  private final Waiting<R, W> waiting;
  private final Stopping<R, W> stopping;
  private final Settings settings;
  private final Teller teller;
  private final Words words;
  private boolean unreachable;

  Failures(
      Board<R, W> board,
      Crew<R, W> crew,
      Waiting<R, W> waiting,
      Stopping<R, W> stopping,
      Settings settings,
      Teller teller,
      Words words) {
    this.board = board;
    this.crew = crew;
    this.waiting = waiting;
    this.stopping = stopping;
    this.settings = settings;
    this.teller = teller;
    this.words = words;
  }

  /** Whether the connection is lost for good. */
  boolean isUnreachable() {
    return unreachable;
  }

  void failed(Job<R, W> job, ModuleException e) {
    if (e.kind() == ModuleException.Kind.UNREACHABLE) {
      loseConnection(job.address(), e.getMessage());
    }
    if (e.kind() == ModuleException.Kind.HELD && !job.timedOut && !stopping.isAsked()) {
      held(job, e.getMessage());
      return;
    }
    job.failures++;
    if (job.timedOut) {
      board.finish(job, tooLong(job));
    } else if (!mayPass(e)) {
      board.finish(job, words.failed(job, job.verb, e));
    } else if (job.failures >= settings.attempts()) {
      String gaveUp = " (gave up after " + job.failures + " attempts)";
      board.finish(job, words.failed(job, job.verb, e, gaveUp));
    } else if (stopping.isAsked()) {
      board.finish(job, new Outcome.Cancelled(true));
    } else {
      teller.retried(job, e.getMessage());
      waiting.pause(job, job.failures);
    }
  }

  /** Waits until another product is done with the object, up to a deadline. */
  private void held(Job<R, W> job, String who) {
    Instant until = job.heldUntil.orElse(waiting.now().plus(settings.heldFor()));
    job.heldUntil = Optional.of(until);
    if (waiting.now().isBefore(until)) {
      job.held++;
      teller.waits(job, who);
      waiting.pause(job, job.held);
    } else {
      String waited = " (waited " + Words.duration(settings.heldFor()) + ")";
      board.finish(job, words.failed(job, job.verb, who + waited));
    }
  }

  private static boolean mayPass(ModuleException e) {
    return e.kind() == ModuleException.Kind.TRANSIENT || e.kind() == ModuleException.Kind.STALE;
  }

  /** The created object cannot be seen yet; that is a failure only when it lasts. */
  void notSeen(Job<R, W> job, String what) {
    job.failures++;
    if (job.failures >= settings.attempts()) {
      board.finish(
          job, words.failed(job, job.verb, "it was made and is not found when it is read back"));
    } else {
      teller.waits(job, what);
      waiting.pause(job, job.failures);
    }
  }

  void notRefreshed(ModuleException e) {
    int failures = crew.refreshing().failed();
    List<Job<R, W>> unread = crew.refreshing().over();
    boolean hard = stopping.isHard();
    if (mayPass(e) && failures < settings.attempts() && !hard) {
      unread.forEach(j -> waiting.pause(j, failures));
      return;
    }
    if (!hard && (mayPass(e) || e.kind() == ModuleException.Kind.UNREACHABLE)) {
      loseConnection(unread.get(0).address(), e.getMessage());
    }
    for (Job<R, W> job : unread) {
      board.finish(job, hard ? new Outcome.Cancelled(true) : words.failed(job, Verb.READ, e));
    }
  }

  /** Ends the run: running work finishes, and nothing more begins. */
  private void loseConnection(Address where, String why) {
    if (!unreachable) {
      unreachable = true;
      teller.unreachable(why);
      board.skipRest(where, "the connection was lost");
    }
  }

  /** The {@code timeout} that the user set has passed. */
  void timeOut(Job<R, W> job, Duration limit) {
    job.timedOut = true;
    String seen = job.lastSeen.isEmpty() ? "" : ": " + job.lastSeen;
    job.lastSeen = "not finished after " + Words.duration(limit) + " (`timeout`)" + seen;
    job.writing.ifPresentOrElse(Writing::interrupt, () -> board.finish(job, tooLong(job)));
  }

  Outcome tooLong(Job<R, W> job) {
    return words.failed(job, job.verb, job.lastSeen);
  }
}
