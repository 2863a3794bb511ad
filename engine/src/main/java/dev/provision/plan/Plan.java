package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Effect;
import dev.provision.spi.EnvironmentId;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Everything that an apply would do, as data. Steps stand in an order in which they could be done
 * one by one.
 *
 * @param target the server: {@code vc.lab.local, /DC0/host/DC0_C0}
 * @param steps one for each declared resource except values, and one for each deletion
 * @param warnings warnings only: with errors there is no plan
 */
public record Plan(
    EnvironmentId environment,
    String target,
    List<Step> steps,
    List<Orphan> orphans,
    List<Diagnostic> warnings) {
  public Plan {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(target);
    steps = List.copyOf(steps);
    orphans = List.copyOf(orphans);
    warnings = List.copyOf(warnings);
  }

  /** Whether an apply would do anything; orphans alone do not count. */
  public boolean hasChanges() {
    return steps.stream().anyMatch(Step::isWork);
  }

  /** What should be removed but cannot be; an apply keeps it. */
  public List<Orphan> left() {
    return orphans.stream().filter(orphan -> orphan.left().isPresent()).toList();
  }

  public long count(Action action) {
    return steps.stream().filter(s -> s.action() == action && !s.existing()).count();
  }

  /** The number of steps that switch off a running machine. */
  public long powerOffs() {
    return steps.stream().filter(Plan::powersOff).count();
  }

  private static boolean powersOff(Step step) {
    return step.action() != Action.NONE
        && step.changes().stream()
            .anyMatch(
                c ->
                    c.change().effect() == Effect.NEEDS_POWER_OFF
                        || c.change().effect() == Effect.POWERS_OFF);
  }

  private static boolean losesData(Step step) {
    return step.isWork()
        && step.changes().stream().anyMatch(c -> c.change().effect() == Effect.LOSES_DATA);
  }

  /** What the user has to allow before an apply; lost data counts as deleted. */
  public Set<Disruption> disruptions() {
    Set<Disruption> found = EnumSet.noneOf(Disruption.class);
    for (Step step : steps) {
      if (powersOff(step)) {
        found.add(Disruption.POWER_OFF);
      }
      if (step.isWork()
          && step.changes().stream().anyMatch(c -> c.change().effect() == Effect.RELINKS)) {
        found.add(Disruption.RELINK);
      }
      if (step.action() == Action.REPLACE) {
        found.add(Disruption.REPLACE);
      }
      if (step.action() == Action.DELETE || losesData(step)) {
        found.add(Disruption.DELETE);
      }
    }
    return found;
  }
}
