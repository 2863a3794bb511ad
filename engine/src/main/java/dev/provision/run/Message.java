package dev.provision.run;

import dev.provision.spi.ModuleException;
import dev.provision.spi.Readiness;
import java.util.Optional;

/** What other threads tell the coordinator. */
sealed interface Message<R, W> {
  /** A write of a step ended. */
  record Wrote<R, W>(Job<R, W> job, Optional<ModuleException> failure, boolean interrupted)
      implements Message<R, W> {}

  /** A step says how far it is. */
  record Progressed<R, W>(Job<R, W> job, int percent, String what) implements Message<R, W> {}

  /** The world was read again. */
  record Refreshed<R, W>(R snapshot) implements Message<R, W> {}

  /** The world could not be read again. */
  record NotRefreshed<R, W>(ModuleException why) implements Message<R, W> {}

  /** A place was tried that a step waits for. */
  record Dialled<R, W>(Job<R, W> job, Readiness.WhenReachable place, boolean open)
      implements Message<R, W> {}

  /** Somebody asked to stop. */
  record StopRequested<R, W>() implements Message<R, W> {}

  /**
   * A worker met our bug.
   *
   * @param job whose write or try it was; empty for a read
   */
  record Broken<R, W>(Optional<Job<R, W>> job, Throwable bug) implements Message<R, W> {}
}
