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
record Mounts(Map<String, Mount> byHost) {
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
    Map<String, Mount> byHost = new TreeMap<>();
    for (DatastoreHostMount mount :
        datastore.get("host", DatastoreHostMount[].class).orElse(new DatastoreHostMount[0])) {
      HostMountInfo info = mount.getMountInfo();
      if (info == null || !Boolean.FALSE.equals(info.getMounted())) {
        byHost.put(read.path(mount.getKey()).toString(), Mount.of(info));
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
    Map<String, Mount> left = new TreeMap<>(byHost);
    hosts
        .names()
        .forEach(
            name -> {
              Mount is = left.remove(name.text());
              Mount wanted = (is == null ? Mount.PLAIN : is).as(spec);
              if (is == null) {
                changes.add(change(name.text(), Change.ABSENT, wanted.toString()));
              } else if (!is.equals(wanted)) {
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
  Map<String, Mount> after(DatastoreSpec spec) {
    Map<String, Mount> after = new TreeMap<>(byHost);
    for (Change change : changes(spec)) {
      String path = host(change).orElseThrow();
      if (change.after().equals(Change.ABSENT)) {
        after.remove(path);
      } else {
        after.put(path, wanted(spec, path));
      }
    }
    return after;
  }

  /** How a host is to mount it. */
  Mount wanted(DatastoreSpec spec, String path) {
    return byHost.getOrDefault(path, Mount.PLAIN).as(spec);
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
