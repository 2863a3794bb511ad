package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The decision for one declared resource, before it has a place and a position in the order. */
record Draft<R, W>(
    Found<?, ?, ?, R, W> found, Action action, List<PlannedChange> changes, List<String> notes) {
  Draft {
    Objects.requireNonNull(found);
    Objects.requireNonNull(action);
    changes = List.copyOf(changes);
    notes = List.copyOf(notes);
  }

  Draft<R, W> withNote(String note) {
    List<String> all = new ArrayList<>(notes);
    all.add(note);
    return new Draft<>(found, action, changes, all);
  }

  /**
   * The same for a late part of a new object: it is work even when the old object had the part
   * already.
   */
  Draft<R, W> ofNew() {
    Draft<R, W> changed =
        new Draft<>(found, action == Action.NONE ? Action.UPDATE : action, changes, notes);
    return changes.isEmpty() ? changed.withNote("once `" + found.entry() + "` is made") : changed;
  }

  Address address() {
    return found.address();
  }

  /** Whether a new object is created. */
  boolean isMade() {
    return action == Action.CREATE || action == Action.REPLACE;
  }

  /**
   * @param read the snapshot as it is
   */
  Step step(String summary, Optional<Placement> placement, List<Address> after, R read) {
    List<String> said = new ArrayList<>(notes);
    if (action == Action.CREATE) {
      found.creating(read).values().stream().filter(why -> !why.isEmpty()).forEach(said::add);
    }
    return new Step(
        address(),
        found.entry(),
        action,
        found.path(),
        summary,
        changes,
        placement.map(Placement::text).orElse(""),
        said,
        found.isExisting(),
        Optional.of(found.declaration().span()),
        after,
        Need.of(found, action, changes, read));
  }
}
