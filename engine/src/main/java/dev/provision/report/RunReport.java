package dev.provision.report;

import dev.provision.plan.Action;
import dev.provision.plan.Orphan;
import dev.provision.plan.Plan;
import dev.provision.plan.Step;
import dev.provision.run.Cancellation;
import dev.provision.run.Outcome;
import dev.provision.run.RunEvent;
import dev.provision.spi.Address;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The summary of a run, computed from its events alone.
 *
 * @param plan empty when the run did not begin
 * @param done for each action, how many steps succeeded; what is only looked up is not counted
 * @param bad the steps that did not succeed, in the order in which they ended
 * @param unreachable why the connection was lost; empty when it was not
 * @param leaseLost which other run took the environment over; empty when none did
 * @param cancelled whether the run was stopped before its end
 * @param deadline whether what stopped it was the deadline that the user gave it
 * @param maybeHalfDone what may be half done, one line each
 * @param took from the first event to the last
 */
public record RunReport(
    Optional<Plan> plan,
    Map<Action, Integer> done,
    Map<Address, Outcome> bad,
    Optional<String> unreachable,
    Optional<String> leaseLost,
    boolean cancelled,
    boolean deadline,
    List<String> maybeHalfDone,
    Duration took) {
  public RunReport {
    done = Map.copyOf(done);
    bad = Collections.unmodifiableMap(new LinkedHashMap<>(bad));
    maybeHalfDone = List.copyOf(maybeHalfDone);
  }

  public static RunReport of(List<RunEvent> events) {
    Optional<Plan> plan = Optional.empty();
    Map<Action, Integer> done = new EnumMap<>(Action.class);
    Map<Address, Outcome> bad = new LinkedHashMap<>();
    Optional<String> unreachable = Optional.empty();
    Optional<String> leaseLost = Optional.empty();
    List<String> halfDone = List.of();
    boolean cancelled = false;
    boolean deadline = false;
    Set<Address> existing = new HashSet<>();
    for (RunEvent event : events) {
      if (event instanceof RunEvent.Started started) {
        plan = Optional.of(started.plan());
        started.plan().steps().stream()
            .filter(Step::existing)
            .forEach(s -> existing.add(s.address()));
      } else if (event instanceof RunEvent.StepFinished end) {
        if (!end.outcome().isGood()) {
          bad.put(end.address(), end.outcome());
          cancelled |= end.outcome() instanceof Outcome.Cancelled;
        } else if (!existing.contains(end.address())) {
          done.merge(end.action(), 1, Integer::sum);
        }
      } else if (event instanceof RunEvent.Unreachable lost) {
        unreachable = Optional.of(lost.why());
      } else if (event instanceof RunEvent.LeaseLost lost) {
        leaseLost = Optional.of(lost.why());
      } else if (event instanceof RunEvent.Cancelling stop) {
        deadline = stop.cause() == Cancellation.Cause.DEADLINE;
      } else if (event instanceof RunEvent.Finished end) {
        halfDone = end.maybeHalfDone();
      }
    }
    Duration took =
        events.isEmpty()
            ? Duration.ZERO
            : Duration.between(events.get(0).at(), events.get(events.size() - 1).at());
    return new RunReport(
        plan, done, bad, unreachable, leaseLost, cancelled, deadline, halfDone, took);
  }

  /** How many steps with this action succeeded. */
  public int count(Action action) {
    return done.getOrDefault(action, 0);
  }

  /** What should have been removed but stays. */
  public List<Orphan> left() {
    return plan.map(Plan::left).orElse(List.of());
  }

  /**
   * A lost connection or lease takes precedence over the failures that it caused; a cancelled run
   * does not count as failed, one that took too long does.
   */
  public ExitCode exitCode() {
    if (unreachable.isPresent()) {
      return ExitCode.UNREACHABLE;
    }
    if (leaseLost.isPresent()) {
      return ExitCode.HELD;
    }
    if (cancelled) {
      return deadline ? ExitCode.FAILED : ExitCode.CANCELLED;
    }
    return bad.isEmpty() && left().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }
}
