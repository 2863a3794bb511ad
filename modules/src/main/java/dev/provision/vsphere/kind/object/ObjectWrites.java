package dev.provision.vsphere.kind.object;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NotSupported;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.journal.JournalWriter;
import dev.provision.vsphere.kind.CustomAttribute;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps that create, mark, change and delete an object. Creating and marking are two calls, so
 * the object is created under a temporary name that only we use, then marked, then renamed. Rows
 * that the first call does not take are sent between the mark and the new name. Whenever a run
 * dies, the next one finds the object by that name.
 */
final class ObjectWrites<S extends Record, T> {
  private final ObjectForm<S, T> kind;
  private final ObjectCalls<T> calls;
  private final VsphereWriter write;

  ObjectWrites(ObjectForm<S, T> kind, VsphereWriter write) {
    this.kind = kind;
    this.calls = kind.about().calls();
    this.write = write;
  }

  /** Makes it, marks it and returns it. */
  ManagedObjectReference create(ObjectDesired<S> desired)
      throws ModuleException, InterruptedException {
    InventoryPath path =
        desired.path().orElseThrow(() -> ModuleException.refused(kind.about().top().whyNone()));
    Item above = above(desired, path);
    try {
      Rows<S, Item, T> rows = kind.rows(desired);
      T spec = rows.create(desired.spec());
      Optional<JournalEntry> entry =
          kind.isRenamed() ? Optional.empty() : Optional.of(begin(desired, path, above));
      ManagedObjectReference made = make(desired, path, above, spec, entry);
      mark(made, desired.mark(false).toString());
      if (entry.isPresent()) {
        journal().forget(entry.get());
      }
      desired.values().write(made, write);
      desired.tags().write(made, write);
      if (calls.afterwards() && rows.isAnyWanted(desired.spec())) {
        calls.change().of(made, spec, write);
      }
      for (RowsCall<S, ?> more : kind.more(desired)) {
        more.writeNew(desired, desired.spec(), made, write);
      }
      if (entry.isEmpty()) {
        calls.rename().to(made, EntityName.escaped(path.name()), write);
      }
      if (!kind.birthplace(path, write.inventory()).equals(path)) {
        calls.move().to(made, above.ref(), write);
      }
      kind.finish(desired, made, List.of(), write);
      return made;
    } catch (ModuleException e) {
      throw Faults.lookingAgain(e);
    }
  }

  private JournalWriter journal() {
    return new JournalWriter(write);
  }

  /** Says that it is not there yet, and that we are about to make it. */
  private JournalEntry begin(ObjectDesired<S> desired, InventoryPath path, Item above)
      throws ModuleException, InterruptedException {
    return journal()
        .begin(
            desired.environment(),
            desired.address(),
            kind.thing(path, above),
            journal().time(),
            desired.protect());
  }

  /** A refusal made nothing, so no entry stays; after a lost reply nobody knows. */
  private ManagedObjectReference make(
      ObjectDesired<S> desired,
      InventoryPath path,
      Item above,
      T spec,
      Optional<JournalEntry> entry)
      throws ModuleException, InterruptedException {
    InventoryPath first = entry.isPresent() ? path : ObjectSearch.unfinished(path);
    try {
      return kind.make(desired, above.ref(), EntityName.escaped(first.name()), spec, write);
    } catch (ModuleException e) {
      if (entry.isPresent()
          && e.getCause() instanceof VimFault
          && !Faults.is(e, DuplicateName.class)) {
        journal().forget(entry.get());
      }
      throw e;
    }
  }

  private Item above(ObjectDesired<S> desired, InventoryPath path) throws ModuleException {
    InventoryPath holder = kind.holder(desired, path);
    return ObjectForm.at(holder, write.inventory())
        .orElseThrow(() -> ModuleException.refused(kind.noneAbove(holder)));
  }

  void update(ObjectDesired<S> desired, ObjectState seen, List<Change> changes)
      throws ModuleException, InterruptedException {
    String mark = desired.mark(seen.isAdopted()).toString();
    if (!seen.mark().map(Object::toString).equals(Optional.of(mark))) {
      mark(seen.ref(), mark);
    }
    if (seen.begun().isPresent()) {
      journal().forget(seen.begun().get());
    }
    write.touched(seen.ref());
    desired.values().write(seen.ref(), changes, write);
    desired.tags().write(seen.ref(), changes, write);
    Rows<S, Item, T> rows = kind.rows(desired);
    if (rows.writes(changes)) {
      Item now =
          rows.merged()
              ? write.read(seen.ref(), rows.properties().toArray(String[]::new))
              : seen.item();
      calls.change().of(seen.ref(), rows.update(desired.spec(), now, changes), write);
    }
    for (RowsCall<S, ?> more : kind.more(desired)) {
      more.write(desired, desired.spec(), seen.ref(), seen.item(), changes, write);
    }
    if (seen.wanted().isPresent()) {
      bringBack(desired, seen, seen.wanted().get());
    } else if (seen.unfinished()) {
      calls.rename().to(seen.ref(), EntityName.escaped(seen.wholeName()), write);
    }
    kind.finish(desired, seen.ref(), changes, write);
  }

  /** Renames or moves back an object that somebody renamed or moved. */
  private void bringBack(ObjectDesired<S> desired, ObjectState seen, InventoryPath to)
      throws ModuleException, InterruptedException {
    Item above = above(desired, to);
    if (!seen.path().name().equals(to.name())) {
      calls.rename().to(seen.ref(), EntityName.escaped(to.name()), write);
    }
    if (!seen.path().parent().equals(to.parent())) {
      kind.move(desired, seen, above.ref(), write);
    }
  }

  /** An empty text removes the mark. */
  void mark(ManagedObjectReference ref, String value) throws ModuleException {
    write.touched(ref);
    new CustomAttribute(write).set(ref, value);
  }

  /** Deletes an object, after reading once more that it is empty. */
  void delete(ObjectState seen) throws ModuleException, InterruptedException {
    ManagedObjectReference ref = seen.ref();
    write.touched(ref);
    requireEmpty(ref);
    Optional<ObjectCalls.Destroy> gently = kind.gentlyDestroyed(seen);
    if (gently.isPresent()) {
      try {
        gently.get().of(ref, write);
        return;
      } catch (ModuleException e) {
        if (!Faults.is(e, MethodNotFound.class) && !Faults.is(e, NotSupported.class)) {
          throw e;
        }
        requireEmpty(ref);
      }
    }
    write.task(api -> api.destroy_Task(ref));
  }

  private void requireEmpty(ManagedObjectReference ref) throws ModuleException {
    List<String> inside = new ArrayList<>();
    for (ManagedObjectReference each : kind.inside(ref, write)) {
      boolean isKnown = write.inventory().get(each).isPresent();
      inside.add(
          isKnown
              ? write.inventory().path(each).toString()
              : write.read(each, "name").shown()); // it came after the snapshot
    }
    if (!inside.isEmpty()) {
      throw ModuleException.refused("it holds what is not ours: " + String.join(", ", inside));
    }
  }
}
