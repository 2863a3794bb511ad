package dev.provision.modules.datastores;

import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.HostMountInfo;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which hosts mount a datastore, and how.
 *
 * @param byHost by the host's path
 */
record Mounts(Map<String, Access> byHost) {
  private static final String FIELD = "hosts.";

  /** What {@code DatastoreKind.seen} adds to the properties of a datastore. */
  private static final String KEPT = "provision.mounts";

  /** The key of what changes on one host. */
  private record Key(String path) implements Change.Key {}

  Mounts {
    byHost = Map.copyOf(byHost);
  }

  /** Of a datastore of the snapshot; one that says nothing of {@code mounted} counts as mounted. */
  static Mounts read(Item datastore, Inventory read) {
    Map<String, Access> byHost = new TreeMap<>();
    for (DatastoreHostMount mount :
        datastore.get("host", DatastoreHostMount[].class).orElse(new DatastoreHostMount[0])) {
      HostMountInfo info = mount.getMountInfo();
      if (info == null || !Boolean.FALSE.equals(info.getMounted())) {
        byHost.put(
            read.path(mount.getKey()).toString(),
            Access.of(info == null ? null : info.getAccessMode()));
      }
    }
    return new Mounts(byHost);
  }

  /** The paths of all hosts that have it, mounted or not. */
  static List<String> all(Item datastore, Inventory read) {
    return datastore.get("host", DatastoreHostMount[].class).stream()
        .flatMap(Arrays::stream)
        .map(mount -> read.path(mount.getKey()).toString())
        .sorted()
        .toList();
  }

  static Item kept(Item datastore, Inventory read) {
    return datastore.with(KEPT, read(datastore, read));
  }

  static Mounts of(Item kept) {
    return kept.get(KEPT, Mounts.class).orElseThrow();
  }

  /** The differences from what is declared; every host is one of its own. */
  List<Change> changes(DatastoreSpec spec) {
    List<Change> changes = new ArrayList<>();
    if (!spec.isMounted()) {
      return changes;
    }
    HostsSpec hosts = spec.hosts().orElseThrow();
    Map<String, Access> left = new TreeMap<>(byHost);
    hosts
        .names()
        .forEach(
            name -> {
              Access is = left.remove(name.text());
              Access wanted = spec.access().orElse(is == null ? Access.READ_WRITE : is);
              if (is == null) {
                changes.add(change(name.text(), Change.ABSENT, wanted.toString()));
              } else if (is != wanted) {
                changes.add(
                    change(name.text(), is.toString(), wanted.toString())
                        .with(Effect.UNMOUNTS, "the host unmounts it and mounts it again"));
              }
            });
    if (hosts.exclusive()) {
      left.forEach(
          (path, is) ->
              changes.add(change(path, is.toString(), Change.ABSENT).with(Effect.UNMOUNTS, "")));
    }
    return changes;
  }

  /** The mounts after these declarations were written. */
  Map<String, Access> after(DatastoreSpec spec) {
    Map<String, Access> after = new TreeMap<>(byHost);
    for (Change change : changes(spec)) {
      String path = host(change).orElseThrow();
      if (change.after().equals(Change.ABSENT)) {
        after.remove(path);
      } else {
        after.put(path, Access.parse(change.after()));
      }
    }
    return after;
  }

  private static Change change(String path, String before, String after) {
    return Change.inPlace(FIELD + InventoryPath.parse(path).name(), before, after)
        .of(new Key(path));
  }

  /** The path of the host that a change is about. */
  static Optional<String> host(Change change) {
    return change.keys().stream()
        .filter(Key.class::isInstance)
        .map(key -> ((Key) key).path())
        .findFirst();
  }

  /** The change of one host; empty for a host that stays as it is. */
  static Optional<Change> of(String path, List<Change> changes) {
    return changes.stream().filter(change -> change.isOf(new Key(path))).findFirst();
  }
}
