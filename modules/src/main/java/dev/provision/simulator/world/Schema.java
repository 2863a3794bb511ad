package dev.provision.simulator.world;

import dev.provision.vsphere.wire.ApiVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which types of managed object there are, what each extends and which properties it has (vSphere
 * API reference, "Managed Object Types"); each type's own file says it. A property that is not in
 * here is an {@code InvalidProperty}, as on a real vCenter.
 */
public final class Schema {
  /**
   * A path that yavijava's data objects, which are of 6.0, have not.
   *
   * @param since the version of the API from which on it is there
   * @param stored the property of the object that holds its value
   */
  public record Newer(String since, String stored) {}

  private final Map<String, String> bases = new LinkedHashMap<>();
  private final Map<String, Set<String>> own = new LinkedHashMap<>();
  private final Map<String, Newer> newer = new LinkedHashMap<>();
  private final Set<String> passing = new LinkedHashSet<>();

  /**
   * Adds a type.
   *
   * @param line {@code Network < ManagedEntity: host summary vm}
   */
  public void add(String line) {
    String[] halves = line.split(":", 2);
    String[] names = halves[0].split("<");
    String type = names[0].strip();
    if (names.length > 1) {
      bases.put(type, names[1].strip());
    }
    Set<String> properties = new LinkedHashSet<>(List.of(halves[1].strip().split(" +")));
    properties.remove("");
    if (own.put(type, properties) != null) {
      throw new IllegalStateException("the type `" + type + "` is there twice");
    }
  }

  /** Adds a path that came with a version after 6.0. */
  public void newer(String type, String path, String since, String stored) {
    newer.put(type + " " + path, new Newer(since, stored));
  }

  /** Objects of a type live in a session or a process, and not in a vCenter's database. */
  public void passing(String type) {
    passing.add(type);
  }

  public boolean isPassing(String type) {
    return passing.contains(type);
  }

  public boolean isKnown(String type) {
    return own.containsKey(type) || type.equals("ManagedObject");
  }

  /** Whether a type is another one or extends it. */
  public boolean isA(String type, String wanted) {
    if (wanted.equals("ManagedObject")) {
      return true;
    }
    for (String at = type; at != null; at = bases.get(at)) {
      if (at.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** A type and what it extends, the nearest first. */
  public List<String> line(String type) {
    List<String> line = new ArrayList<>();
    for (String at = type; at != null; at = bases.get(at)) {
      line.add(at);
    }
    return line;
  }

  public boolean has(String type, String property) {
    for (String at = type; at != null; at = bases.get(at)) {
      if (own.getOrDefault(at, Set.of()).contains(property)) {
        return true;
      }
    }
    return false;
  }

  /** Empty for a path that is older than 6.0 or not there at all. */
  public Optional<Newer> newer(String type, String path) {
    return line(type).stream()
        .map(each -> newer.get(each + " " + path))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Those that a version of the API has. */
  public Set<String> properties(String type, ApiVersion version) {
    Set<String> all = properties(type);
    all.removeIf(
        each -> newer(type, each).filter(path -> !version.isAtLeast(path.since())).isPresent());
    return all;
  }

  private Set<String> properties(String type) {
    Set<String> all = new LinkedHashSet<>();
    for (String at = type; at != null; at = bases.get(at)) {
      all.addAll(own.getOrDefault(at, Set.of()));
    }
    return all;
  }
}
