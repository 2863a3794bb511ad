package dev.provision.vsphere.kind.object;

import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import java.util.ArrayList;
import java.util.List;

/** How an object differs from what is declared, and whose it is. */
record ObjectDiff<S extends Record, T>(ObjectForm<S, T> kind) {
  List<Change> of(ObjectDesired<S> desired, ObjectState observed) {
    List<Change> changes = new ArrayList<>();
    boolean ours = observed.mark().filter(desired::isMarkedBy).isPresent();
    boolean used = desired.place().use() == ObjectPlace.Use.NEEDED && !observed.unfinished();
    if (desired.isExisting() || observed.ofHost() || used && !ours) {
      return changes;
    }
    String mark = desired.mark(observed.isAdopted()).toString();
    String seen = observed.mark().map(Object::toString).orElse(Change.ABSENT);
    if (!mark.equals(seen)) {
      Change change = Change.inPlace("mark", seen, mark);
      changes.add(
          observed.unmarked()
              ? change.with(
                  Effect.RELINKS,
                  "somebody made it again: it holds what this environment owns, and has no mark")
              : change);
    }
    observed
        .wanted()
        .map(place -> Change.inPlace("path", observed.path().toString(), place.toString()))
        .ifPresent(changes::add);
    if (observed.unfinished()) {
      changes.add(Change.inPlace("name", observed.path().name(), observed.wholeName()));
    }
    observed.begun().flatMap(entry -> entry.change(desired.protect())).ifPresent(changes::add);
    changes.addAll(kind.rows(desired).changes(desired.spec(), observed.item()));
    kind.more(desired)
        .forEach(call -> changes.addAll(call.rows().changes(desired.spec(), observed.item())));
    changes.addAll(kind.alsoChanges(desired, observed));
    changes.replaceAll(change -> kind.judged(observed, change));
    changes.addAll(desired.values().changes(observed.values()));
    changes.addAll(desired.tags().changes(observed.tags()));
    return changes;
  }
}
