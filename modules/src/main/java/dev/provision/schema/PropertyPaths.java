package dev.provision.schema;

import dev.provision.schema.ApiType.DataObject;
import dev.provision.schema.ApiType.Field;
import dev.provision.schema.ApiType.ManagedObject;
import dev.provision.schema.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The paths of properties that a request names: texts for the schema, and an {@code
 * InvalidProperty} for the server that does not know one.
 */
record PropertyPaths(ApiTable table, Findings found) {
  /**
   * Checks a data object that names some; does nothing for others.
   *
   * @param texts of its elements
   */
  void check(String type, Map<String, List<String>> texts, String path) {
    if (!type.equals("PropertySpec") && !type.equals("TraversalSpec")) {
      return;
    }
    String of = texts.getOrDefault("type", List.of("")).get(0);
    Optional<ManagedObject> managed = table.type(of, ManagedObject.class);
    if (managed.isEmpty()) {
      found.violated(Rule.PROPERTY, path, "there is no managed object type `" + of + "`");
      return;
    }
    found.uses(managed.get().namespace(), managed.get().since(), path, of);
    String element = type.equals("PropertySpec") ? "pathSet" : "path";
    for (String each : texts.getOrDefault(element, List.of())) {
      property(of, each, path);
    }
  }

  private void property(String managed, String property, String path) {
    List<Field> way = way(table, managed, property);
    if (way.isEmpty()) {
      found.violated(Rule.PROPERTY, path, "a " + managed + " has no property `" + property + "`");
      return;
    }
    way.forEach(each -> found.reads(each.since(), path, managed + "." + property));
  }

  /** The property and the fields on a path through it; empty where there is no such path. */
  static List<Field> way(ApiTable table, String managed, String path) {
    // a key is text of any kind: only what is before it names a field
    String[] names = path.replaceAll("\\[\"[^\"]*\"\\]|\\[[^\\]]*\\]", "").split("\\.");
    List<Field> way = new ArrayList<>();
    Optional<Field> field = table.property(managed, names[0]);
    for (int i = 1; i < names.length && field.isPresent(); i++) {
      way.add(field.get());
      String name = names[i];
      field =
          table
              .type(field.get().holds().name(), DataObject.class)
              .flatMap(
                  data ->
                      table.fields(data).stream()
                          .filter(each -> each.name().equals(name))
                          .findFirst());
    }
    field.ifPresent(way::add);
    return field.isPresent() ? way : List.of();
  }
}
