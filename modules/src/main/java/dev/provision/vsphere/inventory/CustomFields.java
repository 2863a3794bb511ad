package dev.provision.vsphere.inventory;

import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.ManagedObjectReference;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The custom attributes of a vCenter, as its {@code CustomFieldsManager} lists them. Several may
 * have one name, each for another type of objects.
 */
public record CustomFields(ManagedObjectReference manager, List<CustomField> all) {
  public static final String TYPE = "CustomFieldsManager";

  /** The property of the manager that has the definitions. */
  public static final String FIELDS = "field";

  /** The property of every object that has the values. */
  public static final String VALUES = "customValue";

  public CustomFields {
    all = List.copyOf(all);
  }

  /** Empty on a single ESXi host, which has none, and when the account may not read them. */
  public static Optional<CustomFields> of(Inventory read) {
    return read.all(TYPE).stream().findFirst().flatMap(CustomFields::of);
  }

  /** The same from the manager as it was read. */
  public static Optional<CustomFields> of(Item manager) {
    if (!manager.missing().isEmpty()) {
      return Optional.empty();
    }
    // a server may leave an empty list out
    CustomFieldDef[] fields =
        manager.get(FIELDS, CustomFieldDef[].class).orElse(new CustomFieldDef[0]);
    return Optional.of(
        new CustomFields(manager.ref(), Stream.of(fields).map(CustomField::of).toList()));
  }

  public Optional<CustomField> byKey(int key) {
    return all.stream().filter(field -> field.key() == key).findFirst();
  }

  public List<CustomField> named(String name) {
    return all.stream().filter(field -> field.name().equals(name)).toList();
  }

  /** The one that a name means for objects of a type: one for this type before one for all. */
  public Optional<CustomField> of(String name, String managedType) {
    return named(name).stream()
        .filter(field -> field.isFor(managedType))
        .min(Comparator.comparing(field -> field.type().isEmpty()));
  }

  /** The values of an object by names of attributes; empty when they cannot be read. */
  public static Optional<Map<String, String>> values(Item object, Inventory read) {
    Optional<CustomFields> fields = of(read);
    if (fields.isEmpty() || object.missing().containsKey(VALUES)) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (CustomFieldValue value :
        object.get(VALUES, CustomFieldValue[].class).orElse(new CustomFieldValue[0])) {
      Optional<CustomField> field = fields.get().byKey(value.getKey());
      boolean isMeant =
          field.flatMap(each -> fields.get().of(each.name(), object.type())).equals(field);
      if (field.isPresent() && isMeant && value instanceof CustomFieldStringValue text) {
        values.put(field.get().name(), text.getValue() == null ? "" : text.getValue());
      }
    }
    return Optional.of(values);
  }
}
