package dev.provision.run;

import dev.provision.plan.Action;
import dev.provision.plan.Plan;
import dev.provision.spi.Address;
import java.time.Instant;
import java.util.List;

/**
 * What happens in a run, in order. A step that is worked on has one Started, any number of
 * Progress, and one Finished; one that is not begun has a Finished alone. Everything that a user
 * sees of a run is a function of these.
 */
public sealed interface RunEvent {
  Instant at();

  record Started(Instant at, String runId, Plan plan) implements RunEvent {}

  record StepStarted(Instant at, Address address, Action action) implements RunEvent {}

  /** The percentage is the server's; -1 when it gave none. */
  record StepProgress(Instant at, Address address, int percent, String what) implements RunEvent {}

  /** A transient failure; the step goes round again from observe. */
  record StepRetried(Instant at, Address address, int attempt, String why) implements RunEvent {}

  /** Not a percentage but a state: waiting for an address, waiting for a task of another run. */
  record StepWaiting(Instant at, Address address, String what) implements RunEvent {}

  record StepFinished(Instant at, Address address, Action action, Outcome outcome)
      implements RunEvent {}

  /** The connection is lost for good: nothing new is begun, and the exit code is 69. */
  record Unreachable(Instant at, String why) implements RunEvent {}

  /** Somebody asked to stop; nothing new is begun. */
  record Cancelling(Instant at, boolean hard) implements RunEvent {}

  /**
   * The end.
   *
   * @param maybeHalfDone what may be half done after a hard cancel, a line each
   */
  record Finished(Instant at, List<String> maybeHalfDone) implements RunEvent {}
}
