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
   * @param atMost the limit; empty for none
   * @param busy whether running work will send a message
   */
  <T> Optional<T> next(BlockingQueue<T> inbox, Optional<Duration> atMost, boolean busy)
      throws InterruptedException;
}
