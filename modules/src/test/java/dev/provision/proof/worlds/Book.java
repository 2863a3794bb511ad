package dev.provision.proof.worlds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A playbook that is being written: sections, names, fields. Values are YAML, or maps of more. What
 * an entry refers to and nobody declared is added in its simplest form, so that a part of a
 * playbook is a playbook too.
 */
final class Book {
  private final Map<String, Map<String, Map<String, Object>>> sections = new LinkedHashMap<>();
  private final List<String> machines = new ArrayList<>();

  void put(Entry entry, int number) {
    put(entry, number, "", false);
  }

  /**
   * @param extra one more key: {@code protect: true}
   * @param renamed whether it is called otherwise than before
   */
  void put(Entry entry, int number, String extra, boolean renamed) {
    String name = entry.sort().prefix() + number;
    Map<String, Object> fields =
        entry.sort().fields(this, number, new Picks(entry.fixed()), new Picks(entry.free()));
    if (!extra.isEmpty()) {
      fields.put(extra.substring(0, extra.indexOf(':')), extra.substring(extra.indexOf(':') + 2));
    }
    if (renamed) {
      fields.put("formerly", name);
      name += "x";
    }
    in(entry.sort().section()).put(name, fields);
    if (entry.sort() == Sort.INSTANCE) {
      int count = fields.containsKey("count") ? Integer.parseInt("" + fields.get("count")) : 0;
      for (int i = 1; i <= count; i++) {
        machines.add(name + "-" + i);
      }
      if (count == 0 && !fields.containsKey("path")) {
        machines.add(name);
      }
    }
  }

  /** What was an entry in an earlier version counts no more. */
  void skip(Entry entry, int number) {}

  Map<String, Map<String, Object>> in(String section) {
    return sections.computeIfAbsent(section, name -> new LinkedHashMap<>());
  }

  /** Adds an entry unless it is there. */
  String need(String section, String name, String fields) {
    in(section).computeIfAbsent(name, key -> new LinkedHashMap<>(Map.of("", fields)));
    return name;
  }

  List<String> names(String section) {
    return new ArrayList<>(sections.getOrDefault(section, Map.of()).keySet());
  }

  /** Those of a section whose fields have this value of a key. */
  List<String> names(String section, String key) {
    List<String> found = new ArrayList<>();
    sections
        .getOrDefault(section, Map.of())
        .forEach(
            (name, fields) -> {
              if (fields.containsKey(key)) {
                found.add(name);
              }
            });
    return found;
  }

  Map<String, Object> fields(String section, String name) {
    return in(section).get(name);
  }

  /** The machines that it makes. */
  List<String> machines() {
    return machines;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (section, entries) -> {
          if (!entries.isEmpty()) {
            text.append(section).append(":\n");
            entries.forEach(
                (name, fields) ->
                    text.append("  ").append(name).append(": ").append(flow(fields)).append("\n"));
          }
        });
    return text.toString();
  }

  static String flow(Object value) {
    if (value instanceof Map<?, ?> map) {
      if (map.size() == 1 && map.containsKey("")) {
        return map.get("").toString();
      }
      List<String> inner = new ArrayList<>();
      map.forEach((key, each) -> inner.add(key + ": " + flow(each)));
      return "{" + String.join(", ", inner) + "}";
    }
    return value.toString();
  }
}
