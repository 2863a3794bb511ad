package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.spi.Disruption;
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

  /** The number of steps with this disruption. */
  public long count(Disruption disruption) {
    return steps.stream().filter(step -> step.needs(disruption)).count();
  }

  /** What the user has to allow before an apply: one for each disruption, in their order. */
  public List<Need> needs() {
    return Need.sum(steps.stream().flatMap(step -> step.needs().stream()).toList());
  }

  /** The disruptions alone; lost data counts as deleted. */
  public Set<Disruption> disruptions() {
    Set<Disruption> found = EnumSet.noneOf(Disruption.class);
    needs().forEach(need -> found.add(need.disruption()));
    return found;
  }
}
