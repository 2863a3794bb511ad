package dev.provision.run;

import java.util.Optional;

/**
 * The work of a run on other threads: writes, the one read, and connection attempts. Only the
 * coordinator's thread uses it.
 */
record Crew<R, W>(Writers<R, W> writers, Refreshing<R, W> refreshing, Dialing<R, W> dialing) {
  /** How many calls are running, reads included. */
  int underWay() {
    return writers.running() + dialing.running() + (refreshing.isUnderWay() ? 1 : 0);
  }

  /**
   * Whether a step must not end now, because a write runs or its result still has to be read back.
   */
  boolean holds(Job<R, W> job) {
    return writers.isRunning(job) || refreshing.holds(job);
  }

  /**
   * Frees the worker that stopped because of a bug of ours.
   *
   * @param job the step that it worked for; empty for the read
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
