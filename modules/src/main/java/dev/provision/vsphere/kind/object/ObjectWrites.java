package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NotSupported;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.CustomAttribute;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.wire.Faults;
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
    Item above = above(path);
    try {
      Rows<S, Item, T> rows = kind.rows(desired);
      T spec = rows.create(desired.spec());
      ManagedObjectReference made =
          calls
              .make()
              .in(
                  above.ref(),
                  EntityName.escaped(ObjectSearch.unfinished(path).name()),
                  spec,
                  write);
      mark(made, desired.mark(false).toString());
      desired.values().write(made, write);
      if (calls.afterwards() && rows.isAnyWanted(desired.spec())) {
        calls.change().of(made, spec, write);
      }
      calls.rename().to(made, EntityName.escaped(path.name()), write);
      return made;
    } catch (ModuleException e) {
      throw Faults.lookingAgain(e);
    }
  }

  private Item above(InventoryPath path) throws ModuleException {
    return ObjectForm.at(path.parent(), write.inventory())
        .orElseThrow(() -> ModuleException.refused(kind.noneAbove(path)));
  }

  void update(ObjectDesired<S> desired, ObjectState seen, List<Change> changes)
      throws ModuleException, InterruptedException {
    String mark = desired.mark(seen.isAdopted()).toString();
    if (!seen.mark().map(Object::toString).equals(Optional.of(mark))) {
      mark(seen.ref(), mark);
    }
    write.touched(seen.ref());
    desired.values().write(seen.ref(), changes, write);
    Rows<S, Item, T> rows = kind.rows(desired);
    if (rows.writes(changes)) {
      Item now =
          rows.merged()
              ? write.read(seen.ref(), rows.properties().toArray(String[]::new))
              : seen.item();
      calls.change().of(seen.ref(), rows.update(desired.spec(), now, changes), write);
    }
    if (seen.unfinished()) {
      calls.rename().to(seen.ref(), EntityName.escaped(seen.wholeName()), write);
    } else if (seen.wanted().isPresent()) {
      bringBack(seen, seen.wanted().get());
    }
  }

  /** Renames or moves back an object that somebody renamed or moved. */
  private void bringBack(ObjectState seen, InventoryPath to)
      throws ModuleException, InterruptedException {
    Item above = above(to);
    if (!seen.path().name().equals(to.name())) {
      calls.rename().to(seen.ref(), EntityName.escaped(to.name()), write);
    }
    if (!seen.path().parent().equals(to.parent())) {
      calls.move().to(seen.ref(), above.ref(), write);
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
    int count = kind.inside(ref, write).size();
    if (count > 0) {
      throw ModuleException.refused(
          "it still holds " + count + " object" + (count == 1 ? "" : "s") + " that are not ours");
    }
  }
}
