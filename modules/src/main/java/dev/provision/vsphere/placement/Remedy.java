package dev.provision.vsphere.placement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Finds out what would make a VM fit a host that was refused. It asks the judge again with smaller
 * values and names the largest one that passes; further obstacles are judged with the values
 * already reduced. For one refusal.
 */
final class Remedy {
  /** Judges again with each need changed. */
  @FunctionalInterface
  interface Trial {
    Verdict on(HostFacts host, UnaryOperator<VmNeed> change);
  }

  private final Trial trial;
  private final HostFacts host;
  private UnaryOperator<VmNeed> change = UnaryOperator.identity();

  Remedy(Trial trial, HostFacts host) {
    this.trial = trial;
    this.host = host;
  }

  /** What to do, in the order in which it was tried; all of it is needed. */
  Set<String> fixes(Verdict refused, VmNeed need) {
    Set<String> fixes = new LinkedHashSet<>();
    Verdict verdict = refused;
    for (Lever lever : Lever.values()) {
      if (isFor(lever, verdict)) {
        Optional<Long> most = most(lever, need);
        if (most.isPresent()) {
          fixes.add(lever.text(most.get()));
          change = with(lever, most.get());
          verdict = trial.on(host, change);
        }
      }
    }
    List<Obstacle> left = new ArrayList<>(verdict.obstacles());
    left.forEach(obstacle -> fixes.add(obstacle.fix()));
    return fixes;
  }

  private static boolean isFor(Lever lever, Verdict verdict) {
    return verdict.obstacles().stream().anyMatch(each -> each.lever().equals(Optional.of(lever)));
  }

  private UnaryOperator<VmNeed> with(Lever lever, long most) {
    UnaryOperator<VmNeed> before = change;
    return each -> lever.at(before.apply(each), most);
  }

  /** By bisection; empty when no possible value passes. */
  private Optional<Long> most(Lever lever, VmNeed need) {
    long passes = lever.mayBeNothing() ? 0 : 1;
    long fails = lever.of(need) / lever.step() + 1;
    if (fails <= passes || !passes(lever, passes)) {
      return Optional.empty();
    }
    while (fails - passes > 1) {
      long middle = passes + (fails - passes) / 2;
      if (passes(lever, middle)) {
        passes = middle;
      } else {
        fails = middle;
      }
    }
    return Optional.of(passes * lever.step());
  }

  private boolean passes(Lever lever, long steps) {
    return !isFor(lever, trial.on(host, with(lever, steps * lever.step())));
  }
}
