package dev.provision.simulator;

import java.util.HashMap;
import java.util.Map;

/** What is special about each type of managed entity. */
final class EntityKinds {
  private static final EntityKind PLAIN = new EntityKind() {};

  private final World world;
  private final Map<String, EntityKind> kinds = new HashMap<>();

  EntityKinds(World world) {
    this.world = world;
  }

  void add(String type, EntityKind kind) {
    if (kinds.put(type, kind) != null) {
      throw new IllegalStateException("the kind of `" + type + "` is there twice");
    }
  }

  /** That of its type, or of the nearest that the type extends. */
  EntityKind of(Managed entity) {
    for (String type : world.schema().line(entity.type())) {
      if (kinds.containsKey(type)) {
        return kinds.get(type);
      }
    }
    return PLAIN;
  }
}
