package dev.provision.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys of a play that come from the provider.
 *
 * @param connection the section of the connection, {@code vcenter}
 * @param sections those that declare resources
 * @param attributes by section, the attributes that expressions may read; only sections that have
 *     some
 */
public record Vocabulary(
    String connection, List<String> sections, Map<String, Set<String>> attributes) {
  private static final List<String> OWN =
      List.of("name", "project", "vars", "vars_files", "secrets");

  public Vocabulary {
    sections = List.copyOf(sections);
    attributes = Map.copyOf(attributes);
  }

  /** Every key that a play may have. */
  List<String> keys() {
    List<String> keys = new ArrayList<>(OWN);
    keys.add(connection);
    keys.addAll(sections);
    keys.add("outputs");
    return keys;
  }
}
