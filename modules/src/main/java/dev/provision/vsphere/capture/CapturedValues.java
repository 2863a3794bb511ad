package dev.provision.vsphere.capture;

import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import dev.provision.spi.Declaration;
import dev.provision.spi.Survey;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.CustomField;
import dev.provision.vsphere.inventory.CustomFields;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.kind.NamesAttribute;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a capture holds of custom attributes: all definitions, because a new one must not take a
 * name, and of the values our mark and those that the playbook names.
 */
record CapturedValues(List<CustomField> fields, Set<String> named) {
  static CapturedValues of(Survey survey, VcenterSpec connection, Snapshot seen) {
    Set<String> named = new HashSet<>(Set.of(ObjectMark.ATTRIBUTE));
    connection.customAttributes().keySet().forEach(attribute -> named.add(attribute.name()));
    for (Declaration<?> each : survey.declarations()) {
      if (each.spec() instanceof NamesAttribute attribute) {
        named.add(attribute.name().orElse(each.address().name()));
      }
    }
    return new CapturedValues(
        CustomFields.of(seen).map(CustomFields::all).orElse(List.of()), named);
  }

  /** The definitions, under their keys. */
  ObjectContent definitions(ManagedObjectReference manager) {
    CustomFieldDef[] all =
        fields.stream().map(CapturedValues::field).toArray(CustomFieldDef[]::new);
    return Items.content(manager, Map.of(CustomFields.FIELDS, all));
  }

  private static CustomFieldDef field(CustomField seen) {
    CustomFieldDef field = new CustomFieldDef();
    field.key = seen.key();
    field.name = seen.name();
    field.type = "string";
    field.managedObjectType = seen.type().orElse(null);
    return field;
  }

  /** Puts the values of an object that are kept; nothing where there are none. */
  void put(Item object, Map<String, Object> kept) {
    CustomFieldValue[] values =
        object.get(CustomFields.VALUES, CustomFieldValue[].class).stream()
            .flatMap(Stream::of)
            .filter(value -> isKept(value.getKey()))
            .toArray(CustomFieldValue[]::new);
    if (values.length > 0) {
      kept.put(CustomFields.VALUES, values);
    }
  }

  private boolean isKept(int key) {
    return fields.stream().anyMatch(field -> field.key() == key && named.contains(field.name()));
  }
}
