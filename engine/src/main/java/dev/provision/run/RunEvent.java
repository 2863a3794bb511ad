package dev.provision.run;

import dev.provision.plan.Action;
import dev.provision.plan.Plan;
import dev.provision.spi.Address;
import java.time.Instant;
import java.util.List;

/**
 * What happens in a run, in order. A step with work has one Started, any number of Progress, and
 * one Finished; a step that never began has only a Finished. Everything that a user sees of a run
 * is computed from these events.
 */
public sealed interface RunEvent {
  Instant at();

  record Started(Instant at, String runId, Plan plan) implements RunEvent {}

  record StepStarted(Instant at, Address address, Action action) implements RunEvent {}

  /** Progress of a step. The percentage is the server's; -1 when it gave none. */
  record StepProgress(Instant at, Address address, int percent, String what) implements RunEvent {}

  /** A transient failure; the step starts again from observe. */
  record StepRetried(Instant at, Address address, int attempt, String why) implements RunEvent {}

  /** A state without a percentage: waiting for an address, waiting for a task of another run. */
  record StepWaiting(Instant at, Address address, String what) implements RunEvent {}

  /**
   * @param path where its object is or would be; empty when that is unknown
   * @param written whether a write was tried
   */
  record StepFinished(
      Instant at, Address address, Action action, Outcome outcome, String path, boolean written)
      implements RunEvent {
    /** For a step that wrote nothing. */
    public StepFinished(Instant at, Address address, Action action, Outcome outcome) {
      this(at, address, action, outcome, "", false);
    }
  }

  /** The connection is lost for good: nothing new begins, and the exit code is 69. */
  record Unreachable(Instant at, String why) implements RunEvent {}

  /** Another run has the environment's lease: nothing more is written, and the exit code is 75. */
  record LeaseLost(Instant at, String why) implements RunEvent {}

  /**
   * The run was told to stop; nothing new begins.
   *
   * @param hard what runs is cancelled
   */
  record Cancelling(Instant at, boolean hard, Cancellation.Cause cause) implements RunEvent {}

  /**
   * The run has ended.
   *
   * @param maybeHalfDone what may be half done because the run was stopped: a line for each step
   */
  record Finished(Instant at, List<String> maybeHalfDone) implements RunEvent {}
}
