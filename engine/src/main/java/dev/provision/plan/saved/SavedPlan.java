package dev.provision.plan.saved;

import dev.provision.spi.Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The plan of one play.
 *
 * @param environment with its project
 * @param target the server, as {@link dev.provision.plan.Plan#target} names it
 * @param steps in the order of the plan
 */
public record SavedPlan(String environment, String target, List<SavedStep> steps) {
  public SavedPlan {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(target);
    steps = List.copyOf(steps);
  }

  /** Where it places what needs a place. */
  public Map<Address, Set<String>> pins() {
    Map<Address, Set<String>> pins = new HashMap<>();
    steps.stream()
        .filter(step -> !step.on().isEmpty())
        .forEach(step -> pins.put(step.address(), step.on()));
    return pins;
  }

  /** Its work. */
  Set<Address> work() {
    Set<Address> work = new HashSet<>();
    steps.stream().filter(SavedStep::isWork).forEach(step -> work.add(step.address()));
    return work;
  }
}
