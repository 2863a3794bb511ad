package dev.provision.proof.worlds;

import com.vmware.vim25.FileInfo;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a vCenter's database and its datastores had at a moment. It costs little: the values of a
 * world are never changed in place, so they are kept as they are and looked into only where they
 * are not the same any more.
 */
final class Snapshot {
  private static final String FILES = "files";

  /** One object: its properties, those that say where it is first. */
  record Thing(String id, String type, String path, Map<String, Object> properties) {}

  private final Map<String, Thing> things = new LinkedHashMap<>();

  /** A difference: of which thing, at which property and path in it, from what to what. */
  record Difference(Thing thing, String at, String what) {
    @Override
    public String toString() {
      return thing.type() + " " + thing.path() + " (" + thing.id() + ") " + at + ": " + what;
    }
  }

  static Snapshot of(Simulator simulator) {
    Snapshot all = new Snapshot();
    World world = simulator.world();
    world.lock().lock();
    try {
      world.settle();
      for (Managed each : world.all()) {
        if (world.isLasting(each)) {
          Map<String, Object> properties = new HashMap<>(each.stored());
          if (each.is("Datastore")) {
            Map<String, FileInfo> files = new TreeMap<>(simulator.datastores().of(each));
            properties.put(FILES, files);
          }
          all.things.put(
              each.id(), new Thing(each.id(), each.type(), world.path(each), properties));
        }
      }
    } finally {
      world.lock().unlock();
    }
    return all;
  }

  Map<String, Thing> things() {
    return things;
  }

  /** What another snapshot has otherwise; a thing that came or went is one difference. */
  List<Difference> until(Snapshot later) {
    List<Difference> found = new ArrayList<>();
    things.forEach(
        (id, old) -> {
          Thing now = later.things.get(id);
          if (now == null) {
            found.add(new Difference(old, "", "is gone"));
          } else {
            between(old, now, found);
          }
        });
    later.things.forEach(
        (id, now) -> {
          if (!things.containsKey(id)) {
            found.add(new Difference(now, "", "is new"));
          }
        });
    return found;
  }

  private static void between(Thing old, Thing now, List<Difference> found) {
    Map<String, Object> all = new TreeMap<>(old.properties());
    all.putAll(now.properties());
    for (String property : all.keySet()) {
      Object was = old.properties().get(property);
      Object is = now.properties().get(property);
      if (was != is) {
        Leaves.between(was, is)
            .forEach(
                (path, what) ->
                    found.add(
                        new Difference(
                            now, path.isEmpty() ? property : property + "." + path, what)));
      }
    }
  }
}
