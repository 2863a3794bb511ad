package dev.provision.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/** The clock of a run, and its only way to wait. */
public interface Time {
  Instant now();

  /**
   * Takes the next message; empty when none came in time.
   *
   * @param atMost empty for no limit
   * @param busy whether work is under way that will send one
   */
  <T> Optional<T> next(BlockingQueue<T> inbox, Optional<Duration> atMost, boolean busy)
      throws InterruptedException;
}
