package dev.provision.simulator.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is derived of the properties of each type; a type has what it extends has. */
public final class Derivations {
  private final Schema schema;
  private final Map<String, Derivation> own = new HashMap<>();
  private final Map<String, List<Derivation>> all = new HashMap<>();

  Derivations(Schema schema) {
    this.schema = schema;
  }

  /** From now on properties of a type that are not stored are asked for there. */
  public void add(String type, Derivation derivation) {
    if (own.put(type, derivation) != null) {
      throw new IllegalStateException("the properties of `" + type + "` are derived already");
    }
  }

  /** A property as it is now, stored or derived; null when it is not set. */
  Object read(Managed object, String property) {
    List<Derivation> line = all.computeIfAbsent(object.type(), this::line);
    for (Derivation each : line) {
      if (each.hides(object, property)) {
        return null;
      }
    }
    Object value = object.get(property);
    for (int i = 0; value == null && i < line.size(); i++) {
      value = line.get(i).read(object, property);
    }
    return value;
  }

  private List<Derivation> line(String type) {
    return schema.line(type).stream().filter(own::containsKey).map(own::get).toList();
  }
}
