package dev.provision.vsphere.kind.object;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.spi.trait.Parted;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.VsphereTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds objects of one kind by path and by mark, and determines who owns them. */
final class ObjectSearch<S extends Record> {
  private final ObjectForm<S, ?> kind;
  private final Inventory read;

  ObjectSearch(ObjectForm<S, ?> kind, Inventory read) {
    this.kind = kind;
    this.read = read;
  }

  Observation<ObjectState> observe(ObjectDesired<S> desired) {
    if (desired.isExisting()) {
      return byName(desired);
    }
    if (desired.path().isEmpty()) {
      return new Observation.Absent<>();
    }
    InventoryPath path = desired.path().get();
    Optional<Item> found =
        read.at(path).filter(item -> kind.isMeant(desired, item) && !isPlannedPart(item));
    if (found.isPresent()) {
      return present(desired, state(desired, found.get()));
    }
    return read.at(unfinished(path))
        .or(() -> read.at(unfinished(kind.birthplace(path, read))))
        .filter(item -> kind.isOne(item) && kind.isRenamed())
        .<Observation<ObjectState>>map(item -> unfinished(state(desired, item), path))
        .orElseGet(() -> elsewhere(desired, path));
  }

  /** For a late part the snapshot of a plan has the base that the same plan makes or marks. */
  private boolean isPlannedPart(Item item) {
    return kind instanceof Parted
        && (Place.known(item.ref()).isEmpty() || ObjectState.isToBeFinished(item));
  }

  private static Observation<ObjectState> unfinished(ObjectState state, InventoryPath wanted) {
    boolean there = state.path().parent().equals(wanted.parent());
    return new Observation.Present<>(
        there ? state : state.strayedFrom(wanted), state.path().toString(), Ownership.OWNED);
  }

  /** The temporary path of the object until it is marked. */
  static InventoryPath unfinished(InventoryPath path) {
    return path.parent().child(path.name() + ObjectForm.UNFINISHED);
  }

  private ObjectState state(ObjectDesired<S> desired, Item item) {
    return state(item, kind.seen(desired, item, read));
  }

  private ObjectState state(Item item, Item seen) {
    return ObjectState.at(
        read.path(item.ref()),
        seen,
        ObjectMark.read(item, read),
        CustomValues.Has.read(item, read),
        VsphereTags.Has.read(item, read));
  }

  private Stream<Item> all() {
    return read.all(kind.about().managed()).stream().filter(kind::isOne);
  }

  private static Observation<ObjectState> ours(ObjectState state) {
    return new Observation.Present<>(
        state, state.path().toString(), state.isAdopted() ? Ownership.ADOPTED : Ownership.OWNED);
  }

  private static Observation<ObjectState> existing(ObjectState state) {
    return new Observation.Present<>(state, state.path().toString(), Ownership.EXISTING);
  }

  private static Observation<ObjectState> several(List<Item> found, Inventory read) {
    return new Observation.Ambiguous<>(
        found.stream().map(item -> read.path(item.ref()).toString()).sorted().toList());
  }

  private Observation<ObjectState> present(ObjectDesired<S> desired, ObjectState state) {
    Optional<JournalEntry> begun = begun(desired, state);
    if (state.mark().filter(desired::isMarkedBy).isPresent()) {
      return ours(begun.map(state::begunWith).orElse(state));
    }
    if (desired.place().use() == ObjectPlace.Use.NEEDED) {
      return existing(state);
    }
    Optional<String> unread = unread(state.item());
    if (unread.isPresent()) {
      return new Observation.Unreadable<>(state.path().toString(), unread.get());
    }
    if (state.mark().isEmpty() && begun.filter(JournalEntry::counts).isPresent()) {
      return ours(state.begunWith(begun.get()));
    }
    return state.mark().isEmpty() && kind.isOwn(desired) && holdsOurs(desired, state)
        ? ours(state.withoutItsMark())
        : new Observation.Foreign<>(state, state.path().toString());
  }

  /** The entry of the journal that a run left open when it made the object. */
  private Optional<JournalEntry> begun(ObjectDesired<S> desired, ObjectState state) {
    return kind.isRenamed()
        ? Optional.empty()
        : ObjectForm.at(kind.holder(desired, state.path()), read)
            .flatMap(
                holder ->
                    Journal.of(desired.environment(), read)
                        .entry(desired.address(), kind.thing(state.path(), holder)))
            .filter(JournalEntry::isOpen);
  }

  /** An object that is used as it is, by its name or a path below the datacenter. */
  private Observation<ObjectState> byName(ObjectDesired<S> desired) {
    Lookup lookup = kind.find(desired, read);
    List<Item> found = List.of();
    if (lookup instanceof Lookup.Found one) {
      found = List.of(one.item());
    } else if (lookup instanceof Lookup.Ambiguous several) {
      found = several.paths().stream().flatMap(path -> read.at(path).stream()).toList();
    }
    found = found.stream().filter(item -> kind.isMeant(desired, item)).toList();
    if (found.size() > 1) {
      return several(found, read);
    }
    return found.stream()
        .findFirst()
        .map(item -> existing(state(desired, item)))
        .orElseGet(Observation.Absent::new);
  }

  /** Called when nothing is at the wanted path: the object may have been renamed or moved. */
  private Observation<ObjectState> elsewhere(ObjectDesired<S> desired, InventoryPath wanted) {
    List<Item> marked = all().filter(item -> isMarked(item, desired)).toList();
    if (marked.size() > 1) {
      return several(marked, read);
    }
    return marked.isEmpty()
        ? new Observation.Absent<>()
        : ours(state(desired, marked.get(0)).strayedFrom(wanted));
  }

  private boolean isMarked(Item item, ObjectDesired<S> desired) {
    return ObjectMark.read(item, read).filter(desired::isMarkedBy).isPresent();
  }

  /** Why the mark of an object cannot be read; empty when it can. */
  private Optional<String> unread(Item item) {
    return Optional.ofNullable(item.missing().get("customValue"))
        .or(
            () ->
                read.all("CustomFieldsManager").stream()
                    .flatMap(manager -> manager.missing().values().stream())
                    .findFirst())
        .map(why -> "its mark cannot be read: " + why);
  }

  /** Whether an object without a mark contains what we own, and the marked one is gone. */
  private boolean holdsOurs(ObjectDesired<S> desired, ObjectState state) {
    return !contents(state.item(), desired.mark(false)).ours().isEmpty()
        && all().noneMatch(other -> isMarked(other, desired));
  }

  private ObjectContents contents(Item item, ObjectMark mark) {
    return ObjectContents.of(kind.contents(item, read), mark, read);
  }

  Stream<Owned<ObjectState>> owned(EnvironmentId environment) {
    return all()
        .flatMap(
            item ->
                ObjectMark.read(item, read)
                    .filter(mark -> mark.isOf(environment))
                    .filter(mark -> mark.address().startsWith(kind.about().info().kind() + "."))
                    .map(mark -> owned(item, mark))
                    .stream());
  }

  private Owned<ObjectState> owned(Item item, ObjectMark mark) {
    ObjectContents inside = contents(item, mark);
    List<Address> ours = new ArrayList<>(inside.ours());
    ours.addAll(kind.oursInside(item, read));
    return new Owned<>(
        Address.parse(mark.address()),
        state(item, kind.seen(item, read)),
        read.path(item.ref()).toString(),
        kind.isGivenBack(item, mark),
        mark.protect(),
        "",
        ours,
        // what is given back may hold anything
        kind.isGivenBack(item, mark) ? Optional.empty() : inside.whyItStays());
  }
}
