package dev.provision.openstack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of the playbook, by section and name, each with its fields as YAML. A name that
 * cannot stand in a playbook is changed. Confined to one thread.
 */
final class ResourceDraft {
  /** In the order in which the playbook has them: what is named comes first. */
  static final List<String> SECTIONS =
      List.of("images", "flavors", "networks", "volumes", "server_groups", "instances");

  private final Map<String, Map<String, Map<String, String>>> sections = new LinkedHashMap<>();

  ResourceDraft() {
    for (String section : SECTIONS) {
      sections.put(section, new LinkedHashMap<>());
    }
  }

  /** A name that a playbook accepts: without {@code /}, {@code \}, {@code %} and controls. */
  static String name(String given) {
    return given.strip().replaceAll("[/\\\\%\\p{Cntrl}]", "-");
  }

  boolean has(String section, String name) {
    return sections.get(section).containsKey(name(name));
  }

  void put(String section, String name, Map<String, String> fields) {
    sections.get(section).put(name(name), new LinkedHashMap<>(fields));
  }

  Optional<Map<String, String>> get(String section, String name) {
    return Optional.ofNullable(sections.get(section).get(name(name)));
  }

  Map<String, Map<String, String>> of(String section) {
    return sections.get(section);
  }

  Iterable<String> sections() {
    return sections.keySet();
  }
}
