package dev.provision.run;

import dev.provision.spi.ModuleException;
import dev.provision.spi.Readiness;
import java.util.Optional;

/** What other threads send to the coordinator. */
sealed interface Message<R, W> {
  /** A write of a step ended. */
  record Wrote<R, W>(Job<R, W> job, Optional<ModuleException> failure, boolean interrupted)
      implements Message<R, W> {}

  /** Progress of a step. */
  record Progressed<R, W>(Job<R, W> job, int percent, String what) implements Message<R, W> {}

  /** A new snapshot was read. */
  record Refreshed<R, W>(R snapshot) implements Message<R, W> {}

  /** The read failed. */
  record NotRefreshed<R, W>(ModuleException why) implements Message<R, W> {}

  /** A connection attempt for a step ended. */
  record Dialled<R, W>(Job<R, W> job, Readiness.WhenReachable place, boolean open)
      implements Message<R, W> {}

  /** The user asked to stop. */
  record StopRequested<R, W>() implements Message<R, W> {}

  /**
   * A worker stopped because of a bug of ours.
   *
   * @param job the step that it worked for; empty for a read
   */
  record Broken<R, W>(Optional<Job<R, W>> job, Throwable bug) implements Message<R, W> {}
}
