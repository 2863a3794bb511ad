package dev.provision.vsphere.inventory;

import com.vmware.vim25.CustomFieldDef;
import java.util.Objects;
import java.util.Optional;

/**
 * The definition of a custom attribute (vSphere API, {@code CustomFieldDef}).
 *
 * @param key stays the same when it is renamed
 * @param type of the managed objects that can have a value, {@code VirtualMachine}; empty for all
 */
public record CustomField(int key, String name, Optional<String> type) {
  public CustomField {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }

  public static CustomField of(CustomFieldDef field) {
    return new CustomField(
        field.getKey(),
        field.getName(),
        Optional.ofNullable(field.getManagedObjectType()).filter(type -> !type.isEmpty()));
  }

  /** Whether objects of this type can have a value. */
  public boolean isFor(String managedType) {
    return type.map(each -> ManagedTypes.withSubtypes(each).contains(managedType)).orElse(true);
  }
}
