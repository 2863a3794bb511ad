package dev.provision.report;

import dev.provision.diagnostic.Span;
import dev.provision.plan.Action;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Step;
import dev.provision.run.Outcome;
import dev.provision.run.RunEvent;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who changed what in one run, computed from its events: what is left in the server's own events,
 * and in the report.
 *
 * @param command {@code apply}
 * @param changed every object that a write was tried on, in the order in which the steps ended
 */
public record ChangeRecord(
    String command, EnvironmentId environment, String runId, Author author, List<Changed> changed) {
  /**
   * Whose run it is; empty texts for what is unknown.
   *
   * @param process the user and the machine that it runs on, {@code gitlab@ci7}
   * @param account as the server names it
   * @param person who started the job, as the CI system names him
   * @param job where people can look at the job
   * @param commit what was checked out
   */
  public record Author(String process, String account, String person, String job, String commit) {
    public Author {
      Objects.requireNonNull(process);
      Objects.requireNonNull(account);
      Objects.requireNonNull(person);
      Objects.requireNonNull(job);
      Objects.requireNonNull(commit);
    }
  }

  /**
   * One object.
   *
   * @param path where it is or was; empty when unknown
   * @param where its declaration; empty for what is not declared
   * @param fields those that the plan changes; of a new object none
   */
  public record Changed(
      Address address,
      String path,
      Action action,
      Optional<Span> where,
      Outcome outcome,
      List<PlannedChange> fields) {
    public Changed {
      fields = List.copyOf(fields);
    }
  }

  public ChangeRecord {
    Objects.requireNonNull(command);
    Objects.requireNonNull(environment);
    Objects.requireNonNull(runId);
    Objects.requireNonNull(author);
    changed = List.copyOf(changed);
  }

  /** Empty for a run that did not begin. */
  public static Optional<ChangeRecord> of(List<RunEvent> events, String command, Author author) {
    Map<Address, Step> steps = new HashMap<>();
    List<Changed> changed = new ArrayList<>();
    Optional<RunEvent.Started> begun = Optional.empty();
    for (RunEvent event : events) {
      if (event instanceof RunEvent.Started started) {
        begun = Optional.of(started);
        started.plan().steps().forEach(step -> steps.put(step.address(), step));
      } else if (event instanceof RunEvent.StepFinished end && end.written()) {
        Step step = steps.get(end.address());
        changed.add(
            new Changed(
                end.address(),
                end.path().isEmpty() ? step.path() : end.path(),
                end.action(),
                step.where(),
                end.outcome(),
                step.changes()));
      }
    }
    return begun.map(
        start ->
            new ChangeRecord(command, start.plan().environment(), start.runId(), author, changed));
  }
}
