package dev.provision.run;

import dev.provision.spi.Address;
import dev.provision.spi.ModuleException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  private boolean leaseLost;

  /** Transient failures, and looks that did not find what was created. */
  private final Map<Job<R, W>, Integer> counts = new HashMap<>();

  /** How often another product was found to use the object, and until when the step waits. */
  private final Map<Job<R, W>, Integer> held = new HashMap<>();

  private final Map<Job<R, W>, Instant> heldUntil = new HashMap<>();

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
    if (e.kind() == ModuleException.Kind.LEASED) {
      loseLease(job.address(), e.getMessage());
    }
    if (e.kind() == ModuleException.Kind.HELD && !job.isTimedOut() && !stopping.isAsked()) {
      held(job, e.getMessage());
      return;
    }
    int failures = fail(job);
    if (job.isTimedOut()) {
      board.finish(job, tooLong(job));
    } else if (!mayPass(e)) {
      board.finish(job, words.failed(job, job.verb(), e));
    } else if (failures >= settings.attempts()) {
      String gaveUp = " (gave up after " + failures + " attempts)";
      board.finish(job, words.failed(job, job.verb(), e, gaveUp));
    } else if (stopping.isAsked()) {
      board.finish(job, new Outcome.Cancelled(true));
    } else {
      teller.retried(job, failures, e.getMessage());
      waiting.pause(job, failures);
    }
  }

  /** Waits until another product is done with the object, up to a deadline. */
  private void held(Job<R, W> job, String who) {
    Instant until = heldUntil.computeIfAbsent(job, j -> waiting.now().plus(settings.heldFor()));
    if (waiting.now().isBefore(until)) {
      teller.waits(job, who);
      waiting.pause(job, held.merge(job, 1, Integer::sum));
    } else {
      String waited = " (waited " + Words.duration(settings.heldFor()) + ")";
      board.finish(job, words.failed(job, job.verb(), who + waited));
    }
  }

  /** Counts a failure; returns how many there were. */
  private int fail(Job<R, W> job) {
    return counts.merge(job, 1, Integer::sum);
  }

  private static boolean mayPass(ModuleException e) {
    return e.kind() == ModuleException.Kind.TRANSIENT || e.kind() == ModuleException.Kind.STALE;
  }

  /** The created object cannot be seen yet; that is a failure only when it lasts. */
  void notSeen(Job<R, W> job, String what) {
    int failures = fail(job);
    if (failures >= settings.attempts()) {
      board.finish(
          job, words.failed(job, job.verb(), "it was made and is not found when it is read back"));
    } else {
      teller.waits(job, what);
      waiting.pause(job, failures);
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

  /** Another run has the environment: running work finishes, and nothing more begins. */
  private void loseLease(Address where, String why) {
    if (!leaseLost) {
      leaseLost = true;
      teller.leaseLost(why);
      board.skipRest(where, "another run has the environment");
    }
  }

  /** The {@code timeout} that the user set has passed. */
  void timeOut(Job<R, W> job, Duration limit) {
    job.timeOut();
    String seen = job.lastSeen().isEmpty() ? "" : ": " + job.lastSeen();
    job.see("not finished after " + Words.duration(limit) + " (`timeout`)" + seen);
    if (!crew.writers().interrupt(job)) {
      board.finish(job, tooLong(job));
    }
  }

  Outcome tooLong(Job<R, W> job) {
    return words.failed(job, job.verb(), job.lastSeen());
  }
}
