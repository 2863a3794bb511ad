package dev.provision.schema;

import dev.provision.schema.ApiType.DataObject;
import dev.provision.schema.ApiType.Enumeration;
import dev.provision.schema.ApiType.Field;
import java.util.List;

/**
 * The API as one of its versions has it. What the table does not know at all it takes for known, so
 * that a mistake is seen and does not vanish.
 */
public record VersionView(ApiTable table, ServiceVersion version) {
  /** The type, or the nearest of its bases that the version has. */
  public String type(String name) {
    for (String at = name; ; at = table.base(at)) {
      ApiType type = table.type(at).orElse(null);
      if (type == null) {
        return name;
      }
      if (version.has(type.namespace(), type.since()) || table.base(at).isEmpty()) {
        return at;
      }
    }
  }

  /** Whether a data object has the field, or inherits it. */
  public boolean hasField(String type, String field) {
    DataObject data = table.type(type, DataObject.class).orElse(null);
    if (data == null) {
      return true;
    }
    return table.fields(data).stream()
        .anyMatch(each -> each.name().equals(field) && version.has(data.namespace(), each.since()));
  }

  /** Whether the version has a value of an enum. */
  public boolean hasValue(String enumeration, String value) {
    Enumeration choice = table.type(enumeration, Enumeration.class).orElse(null);
    Since since = choice == null ? null : choice.values().get(value);
    return since == null
        || version.has(choice.namespace(), choice.since())
            && version.has(choice.namespace(), since);
  }

  /**
   * Whether the version has a property of a managed object, with every field on the way.
   *
   * @param path {@code config.hardware.device[4000].key}
   */
  public boolean hasProperty(String managed, String path) {
    List<Field> way = PropertyPaths.way(table, managed, path);
    return way.stream().allMatch(each -> version.has("urn:vim25", each.since()));
  }
}
