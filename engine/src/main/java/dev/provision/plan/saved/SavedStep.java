package dev.provision.plan.saved;

import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a plan does with one resource, and what it saw of it.
 *
 * @param action the word for {@link dev.provision.plan.Action}: {@code create}
 * @param path where it was; empty when it did not exist
 * @param id what tells the object from another one at the same path; empty when its kind has
 *     nothing of the sort
 * @param to where it will be, as far as that is known
 * @param summary the plan's line about a new resource
 * @param where the position of its declaration; empty when it has none
 * @param declared of what is made, the declared fields and those of the values that it uses, by
 *     path
 * @param placement the plan's words for the place
 * @param on the paths of what it will stand on
 * @param allow the disruptions
 * @param notes what the plan says besides of what it removes
 */
record SavedStep(
    Address address,
    String action,
    String path,
    String id,
    String to,
    String summary,
    String where,
    Map<String, String> declared,
    List<SavedChange> changes,
    String placement,
    Set<String> on,
    Set<String> allow,
    List<String> notes) {
  static final String NONE = "none";

  SavedStep {
    Objects.requireNonNull(address);
    Objects.requireNonNull(action);
    declared = Map.copyOf(declared);
    changes = List.copyOf(changes);
    on = Set.copyOf(on);
    allow = Set.copyOf(allow);
    notes = List.copyOf(notes);
  }

  boolean isWork() {
    return !action.equals(NONE);
  }

  /** Whether it stood for the same object: same place, same identity. */
  private void object(SavedStep held, List<String> to) {
    if (!held.path.isEmpty() && !path.isEmpty() && !held.path.equals(path)) {
      to.add("it is at " + path + " now, it was at " + held.path);
    }
    if (!held.id.isEmpty() && !id.isEmpty() && !held.id.equals(id)) {
      to.add("it is another object now: " + id + ", it was " + held.id);
    }
  }

  /**
   * What this step does or sees that the file does not say; empty when the file allows it. What the
   * file says and this step does not do is done already.
   *
   * @param held the step of the file
   */
  List<String> differences(SavedStep held) {
    List<String> all = new ArrayList<>();
    object(held, all);
    if (!isWork()) {
      return all;
    }
    if (!action.equals(held.action)) {
      all.add(
          held.isWork()
              ? "its action is " + action + " now, it was " + held.action
              : "its action is " + action + " now, the plan found nothing to do");
    }
    changes.forEach(change -> change.difference(held.changes).ifPresent(all::add));
    if (action.equals(held.action)) {
      rest(held, all);
    }
    return all;
  }

  private void rest(SavedStep held, List<String> all) {
    for (Map.Entry<String, String> field : new TreeMap<>(declared).entrySet()) {
      String before = held.declared.get(field.getKey());
      if (!field.getValue().equals(before)) {
        all.add(
            "`%s` is declared as %s now, %s"
                .formatted(
                    field.getKey(),
                    field.getValue(),
                    before == null ? "it was not declared" : "it was " + before));
      }
    }
    for (String field : new TreeMap<>(held.declared).keySet()) {
      if (!declared.containsKey(field)) {
        all.add("`" + field + "` is not declared any more");
      }
    }
    if (!held.to.isEmpty() && !to.isEmpty() && !held.to.equals(to)) {
      all.add("it would be made at " + to + ", the file says " + held.to);
    } else if (all.isEmpty() && !held.summary.equals(summary)) {
      all.add("it would be made as " + summary + ", the file says " + held.summary);
    }
    if (!held.placement.equals(placement) || !held.on.equals(on)) {
      all.add("it would be placed on " + place() + ", the file says " + held.place());
    }
    Set<String> more = new LinkedHashSet<>(allow);
    more.removeAll(held.allow);
    if (!more.isEmpty()) {
      all.add("it needs " + String.join(", ", more) + ", of which the file says nothing");
    }
    if (!held.notes.equals(notes)) {
      all.add(
          "the plan says now: "
              + (notes.isEmpty() ? "nothing" : String.join("; ", notes))
              + ", it said: "
              + (held.notes.isEmpty() ? "nothing" : String.join("; ", held.notes)));
    }
  }

  private String place() {
    return placement.isEmpty() ? "no place" : placement;
  }
}
