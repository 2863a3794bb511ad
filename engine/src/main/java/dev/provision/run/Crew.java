package dev.provision.run;

import java.util.Optional;

/**
 * What is under way for a run on other threads: writes, the one read, and tries of places. Belongs
 * to the coordinator's thread.
 */
record Crew<R, W>(Writers<R, W> writers, Refreshing<R, W> refreshing, Dialing<R, W> dialing) {
  /** How many calls are under way, reads included. */
  int underWay() {
    return writers.running() + dialing.running() + (refreshing.isUnderWay() ? 1 : 0);
  }

  /** Whether a step must not end now: it is written, or what was written is to be read back. */
  boolean holds(Job<R, W> job) {
    return writers.isRunning(job) || refreshing.holds(job);
  }

  /**
   * A worker met our bug and does nothing more.
   *
   * @param job whose write or try it was; empty for the read
   */
  void broke(Optional<Job<R, W>> job) {
    if (job.isEmpty()) {
      refreshing.over();
    } else if (writers.isRunning(job.get())) {
      writers.ended(job.get());
    } else {
      dialing.ended(job.get());
    }
  }
}
