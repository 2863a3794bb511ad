package dev.provision.plan.saved;

import dev.provision.plan.Plan;
import dev.provision.plan.Step;
import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plan of now against that of a file.
 *
 * @param refused by address in the order of the plan, what the file does not hold
 * @param done what the file would do and needs no more doing
 */
public record Comparison(Map<Address, List<String>> refused, List<Address> done) {
  public Comparison {
    refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    done = List.copyOf(done);
  }

  /**
   * @param now the plan of now in the form of the file
   * @param plan the same as it is
   */
  public static Comparison of(SavedPlan file, SavedPlan now, Plan plan) {
    Map<Address, SavedStep> held = new HashMap<>();
    file.steps().forEach(step -> held.put(step.address(), step));
    Map<Address, List<String>> refused = new LinkedHashMap<>();
    for (SavedStep step : now.steps()) {
      SavedStep other = held.get(step.address());
      List<String> why =
          other != null
              ? step.differences(other)
              : step.isWork()
                  ? List.of("its action is " + step.action() + " now, the file does not have it")
                  : List.of();
      if (!why.isEmpty()) {
        refused.put(step.address(), why);
      }
    }
    Set<Address> done = new TreeSet<>(file.work());
    done.removeAll(now.work());
    done.removeAll(refused.keySet());
    plan.orphans().forEach(orphan -> done.remove(orphan.address()));
    return new Comparison(refused, new ArrayList<>(done));
  }

  public boolean isHeld() {
    return refused.isEmpty();
  }

  /** The refused steps of a plan. */
  public List<Step> refusedOf(Plan plan) {
    return plan.steps().stream().filter(step -> refused.containsKey(step.address())).toList();
  }
}
