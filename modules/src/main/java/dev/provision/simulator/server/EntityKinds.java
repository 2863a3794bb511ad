package dev.provision.simulator.server;

import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import java.util.HashMap;
import java.util.Map;

/** What is special about each type of managed entity. */
public final class EntityKinds {
  private static final EntityKind PLAIN = new EntityKind() {};

  private final World world;
  private final Map<String, EntityKind> kinds = new HashMap<>();

  public EntityKinds(World world) {
    this.world = world;
  }

  void add(String type, EntityKind kind) {
    if (kinds.put(type, kind) != null) {
      throw new IllegalStateException("the kind of `" + type + "` is there twice");
    }
  }

  /** That of its type, or of the nearest that the type extends. */
  public EntityKind of(Managed entity) {
    for (String type : world.schema().line(entity.type())) {
      if (kinds.containsKey(type)) {
        return kinds.get(type);
      }
    }
    return PLAIN;
  }
}
