package dev.provision.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attributes of other resources that expressions may read: {@code instances.db.ip}. */
public interface Resources {
  /** Sections whose resources have attributes: {@code instances}, {@code networks}. */
  Set<String> sections();

  /** The attributes that a section's resources may have; empty when any name is allowed. */
  Set<String> attributes(String section);

  /**
   * Looks a resource up, or a group.
   *
   * @param name {@code web-1}; {@code web} for all that {@code count} or {@code for_each} made of
   *     it
   */
  Found find(String section, String name);

  /** What a name means: a resource, a group, or nothing. */
  sealed interface Found {
    /**
     * There is nothing of this name.
     *
     * @param known the existing names
     */
    record Unknown(Collection<String> known) implements Found {
      public Unknown {
        known = List.copyOf(known);
      }
    }

    /** A resource or a group whose attributes are all unknown. */
    record Declared() implements Found {}

    /**
     * One resource.
     *
     * @param attributes texts, numbers, booleans, lists and maps of these; null for an attribute
     *     that the resource does not have. An attribute that is not in the map is not known yet
     */
    record One(Map<String, Object> attributes) implements Found {
      public One {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
      }
    }

    /** The members that {@code count} or {@code for_each} made, in order. */
    record Group(List<One> members) implements Found {
      public Group {
        members = List.copyOf(members);
      }
    }
  }

  /** No resources: the names of their sections are unknown variables. */
  static Resources none() {
    return new Resources() {
      @Override
      public Set<String> sections() {
        return Set.of();
      }

      @Override
      public Set<String> attributes(String section) {
        return Set.of();
      }

      @Override
      public Found find(String section, String name) {
        return new Found.Unknown(new ArrayList<>());
      }
    };
  }
}
