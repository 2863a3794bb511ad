package dev.provision.modules.folders;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds folders by their marks, wherever they were moved, and says whose they are. */
final class FolderLookup {
  private FolderLookup() {}

  static Observation<FolderState> ours(FolderState state) {
    return new Observation.Present<>(
        state, state.path().toString(), state.isAdopted() ? Ownership.ADOPTED : Ownership.OWNED);
  }

  /** One that is used as it is, by its name or a path below the datacenter. */
  static Observation<FolderState> byName(FolderDesired desired, Inventory read) {
    List<Item> found = holders(find(desired, read), read);
    if (found.size() > 1) {
      return new Observation.Ambiguous<>(
          found.stream().map(item -> read.path(item.ref()).toString()).sorted().toList());
    }
    return found.stream()
        .findFirst()
        .<Observation<FolderState>>map(
            item ->
                new Observation.Present<>(
                    new FolderState(
                        item.ref(), read.path(item.ref()), ObjectMark.read(item, read), false),
                    read.path(item.ref()).toString(),
                    Ownership.EXISTING))
        .orElseGet(Observation.Absent::new);
  }

  private static Lookup find(FolderDesired desired, Inventory read) {
    return read.find(List.of("Folder"), desired.place(), desired.vcenter().below(read));
  }

  /** Folders of hosts, datastores and networks are not meant, whatever they are called. */
  private static List<Item> holders(Lookup lookup, Inventory read) {
    List<InventoryPath> paths = List.of();
    if (lookup instanceof Lookup.Found found) {
      paths = List.of(found.path());
    } else if (lookup instanceof Lookup.Ambiguous several) {
      paths = several.paths();
    }
    return paths.stream()
        .flatMap(path -> read.at(path).stream())
        .filter(FolderPlace::holdsVms)
        .toList();
  }

  /** Why there is none that is used as it is, and what has its name instead. */
  static String whyNone(FolderDesired desired, Inventory read) {
    Lookup lookup = find(desired, read);
    if (lookup instanceof Lookup.Found found) {
      boolean pod = found.item().type().equals("StoragePod");
      return "`"
          + found.path()
          + "` is "
          + (pod
              ? "a datastore cluster, and no folder that holds VMs"
              : "no folder that holds VMs");
    }
    return lookup
        .problem("folder", desired.place(), desired.vcenter().below(read))
        .orElseThrow(() -> new AssertionError(lookup));
  }

  /** One that nothing stands in the place of: it may have been renamed or moved. */
  static Observation<FolderState> elsewhere(
      FolderDesired desired, InventoryPath wanted, Inventory read) {
    List<Item> marked =
        read.all("Folder").stream()
            .filter(item -> ObjectMark.read(item, read).filter(desired::isMarkedBy).isPresent())
            .toList();
    if (marked.size() > 1) {
      return new Observation.Ambiguous<>(
          marked.stream().map(item -> read.path(item.ref()).toString()).sorted().toList());
    }
    if (marked.isEmpty()) {
      return new Observation.Absent<>();
    }
    Item item = marked.get(0);
    return ours(
        new FolderState(item.ref(), read.path(item.ref()), ObjectMark.read(item, read), false)
            .strayedFrom(wanted));
  }

  /** Why nobody knows whether a folder has a mark; empty when that can be read. */
  static Optional<String> unread(Item item, Inventory read) {
    return Optional.ofNullable(item.missing().get("customValue"))
        .or(
            () ->
                read.all("CustomFieldsManager").stream()
                    .flatMap(manager -> manager.missing().values().stream())
                    .findFirst())
        .map(why -> "its mark cannot be read: " + why);
  }

  /** Whether one without a mark holds what we own, and the one that was marked is gone. */
  static boolean holdsOurs(FolderDesired desired, Item item, Inventory read) {
    return !FolderPlace.inside(item.ref(), desired.mark(false), read).ours().isEmpty()
        && read.all("Folder").stream()
            .noneMatch(
                other -> ObjectMark.read(other, read).filter(desired::isMarkedBy).isPresent());
  }

  static Stream<Owned<FolderState>> owned(EnvironmentId environment, Inventory read) {
    return read.all("Folder").stream()
        .flatMap(item -> ObjectMark.read(item, read).stream().map(mark -> owned(item, mark, read)))
        .filter(owned -> owned.state().mark().orElseThrow().isOf(environment));
  }

  private static Owned<FolderState> owned(Item item, ObjectMark mark, Inventory read) {
    InventoryPath path = read.path(item.ref());
    boolean unfinished = path.name().endsWith(FolderKind.UNFINISHED);
    FolderPlace.Inside inside = FolderPlace.inside(item.ref(), mark, read);
    return new Owned<>(
        Address.parse(mark.address()),
        new FolderState(item.ref(), path, Optional.of(mark), unfinished),
        path.toString(),
        mark.adopted(),
        mark.protect(),
        inside.whyItStays(),
        inside.ours());
  }
}
