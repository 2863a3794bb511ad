package dev.provision.simulator;

import dev.provision.simulator.tagging.TagObjects;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Linked vCenters, as Enhanced Linked Mode has them: what one of them changes of roles, licenses,
 * categories and tags is so in all of them at once. Inventory, permissions, assignments and the
 * objects that have a tag are each vCenter's own. They have one lock, which guards this too.
 */
final class Domain {
  private static final Map<String, List<String>> SHARED = new HashMap<>(TagObjects.SHARED);

  static {
    SHARED.put("AuthorizationManager", List.of("roleList"));
    SHARED.put("LicenseManager", List.of("licenses"));
  }

  private final List<World> worlds;
  private boolean isPassing;

  private Domain(List<World> worlds) {
    this.worlds = List.copyOf(worlds);
  }

  /**
   * Links worlds that have one lock.
   *
   * @param first the one whose roles, tags and licenses all of them get
   * @param names how each is called, in the order of the worlds
   */
  static void link(World first, List<World> worlds, List<String> names) {
    ReentrantLock lock = first.lock();
    lock.lock();
    try {
      Domain domain = new Domain(worlds);
      for (World each : worlds) {
        TagObjects.link(each, names);
        if (each != first) {
          TagObjects.SHARED.keySet().forEach(type -> each.all(type).forEach(each::remove));
          List.copyOf(first.all()).forEach(object -> pass(first, object, each));
        }
      }
      worlds.forEach(each -> each.watch(object -> domain.changed(each, object)));
    } finally {
      lock.unlock();
    }
  }

  private void changed(World in, Managed object) {
    if (isPassing || !SHARED.containsKey(object.type())) {
      return;
    }
    isPassing = true;
    try {
      worlds.stream().filter(each -> each != in).forEach(each -> pass(in, object, each));
    } finally {
      isPassing = false;
    }
  }

  private static void pass(World from, Managed object, World to) {
    List<String> properties = SHARED.get(object.type());
    if (properties == null) {
      return;
    }
    if (from.get(object.id()).isEmpty()) {
      to.get(object.id()).ifPresent(to::remove);
      return;
    }
    Managed same = to.get(object.id()).orElseGet(() -> to.addAs(object.type(), object.id()));
    for (String each : properties) {
      if (object.get(each) != same.get(each)) {
        to.set(same, each, object.get(each));
      }
    }
  }
}
