package dev.provision.vsphere.kind.object;

import dev.provision.spi.Change;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.journal.JournalRights;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.CallRights;
import dev.provision.vsphere.kind.MarkRights;
import dev.provision.vsphere.kind.VsphereTags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the calls of {@link ObjectWrites} need: those that make one, on its parent; those that
 * change one, on the object; a deletion, on both (vSphere API, ManagedEntity.Destroy_Task).
 */
final class ObjectRights<S extends Record, T> {
  private final ObjectForm<S, T> kind;
  private final CallRights calls;

  ObjectRights(ObjectForm<S, T> kind) {
    this.kind = kind;
    // what the journal needs, it needs on its folders
    Set<Activity> own = new HashSet<>(kind.about().activities());
    own.remove(Activities.JOURNAL);
    this.calls = new CallRights(own);
  }

  List<Right> toCreate(ObjectDesired<S> desired, Inventory read) {
    String above = kind.holder(desired, kind.expected(desired)).toString();
    List<Right> all = new ArrayList<>(starting(kind.making(desired), above));
    all.addAll(
        kind.isRenamed()
            ? starting("Rename", above)
            : JournalRights.aroundFirst(desired.environment(), read));
    all.addAll(MarkRights.on(above, read));
    if (!desired.tags().isEmpty()) {
      all.addAll(VsphereTags.rights(above));
    }
    all.addAll(kind.alsoNeeds(Optional.of(desired), Optional.empty(), List.of()));
    if (kind.about().calls().afterwards() && kind.rows(desired).isAnyWanted(desired.spec())) {
      all.addAll(toWriteRows(above));
    }
    for (RowsCall<S, ?> more : kind.more(desired)) {
      if (more.rows().isAnyWanted(desired.spec())) {
        more.methods().forEach(method -> all.addAll(calls.of(method, above)));
      }
    }
    return all;
  }

  private List<Right> starting(String prefix, String on) {
    return calls.starting(prefix, on).stream()
        .filter(right -> !kind.asksItself().contains(right.call()))
        .toList();
  }

  private List<Right> toWriteRows(String on) {
    List<Right> all = new ArrayList<>(starting("Reconfigure", on));
    all.addAll(starting("Configure", on));
    all.addAll(starting("Update", on));
    return all;
  }

  List<Right> toUpdate(
      ObjectDesired<S> desired, ObjectState seen, List<Change> changes, Inventory read) {
    String on = seen.path().toString();
    List<Right> all =
        new ArrayList<>(kind.alsoNeeds(Optional.of(desired), Optional.of(seen), changes));
    String mark = desired.mark(seen.isAdopted()).toString();
    boolean marks = seen.mark().map(Object::toString).filter(mark::equals).isEmpty();
    if (marks || !desired.values().changes(seen.values()).isEmpty()) {
      all.addAll(MarkRights.on(on, read));
    }
    if (!desired.tags().changes(seen.tags()).isEmpty()) {
      all.addAll(VsphereTags.rights(on));
    }
    if (kind.rows(desired).writes(changes)) {
      all.addAll(toWriteRows(on));
    }
    for (RowsCall<S, ?> more : kind.more(desired)) {
      if (more.rows().writes(changes)) {
        more.methods().forEach(method -> all.addAll(calls.of(method, on)));
      }
    }
    InventoryPath to =
        seen.unfinished()
            ? seen.path().parent().child(seen.wholeName())
            : seen.wanted().orElse(seen.path());
    if (!to.name().equals(seen.path().name())) {
      all.addAll(starting("Rename", on));
    }
    if (!to.parent().equals(seen.path().parent())) {
      for (String each : List.of(on, seen.path().parent().toString(), to.parent().toString())) {
        all.addAll(starting("Move", each));
      }
    }
    return all;
  }

  List<Right> toDelete(ObjectState seen) {
    List<Right> all =
        new ArrayList<>(kind.alsoNeeds(Optional.empty(), Optional.of(seen), List.of()));
    for (InventoryPath each : List.of(seen.path(), seen.path().parent())) {
      all.addAll(starting("Destroy", each.toString()));
    }
    return all;
  }
}
