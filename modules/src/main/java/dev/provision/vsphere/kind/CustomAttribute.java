package dev.provision.vsphere.kind;

import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.wire.Faults;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes the custom attribute {@code provision}; defines it first when the vCenter does not have it
 * yet.
 */
public final class CustomAttribute {
  private final VsphereWriter write;

  /** Of the definition, where this had to find or make it. */
  private Optional<Integer> defined = Optional.empty();

  public CustomAttribute(VsphereWriter write) {
    this.write = write;
  }

  /** Sets the value; an empty text removes the mark. */
  public void set(ManagedObjectReference entity, String value) throws ModuleException {
    ManagedObjectReference manager = write.content().getCustomFieldsManager();
    if (manager == null) {
      throw ModuleException.refused(
          "this server keeps no custom attributes, so a folder cannot be marked as ours");
    }
    int key = defined.isPresent() ? defined.get() : key(manager);
    defined = Optional.of(key);
    write.send(api -> api.setField(manager, entity, key, value));
  }

  private int key(ManagedObjectReference manager) throws ModuleException {
    Optional<Integer> known = write.inventory().customFieldKey(ObjectMark.ATTRIBUTE);
    if (known.isPresent()) {
      return known.get();
    }
    // so that the next refresh knows the attribute by its key
    write.touched(manager);
    try {
      return write
          .call(api -> api.addCustomFieldDef(manager, ObjectMark.ATTRIBUTE, null, null, null))
          .getKey();
    } catch (ModuleException e) {
      if (Faults.is(e, DuplicateName.class)) {
        return definedMeanwhile(manager);
      }
      throw e;
    }
  }

  /** Another step or run defined the attribute after the snapshot was taken. */
  private int definedMeanwhile(ManagedObjectReference manager) throws ModuleException {
    return write
        .read(manager, "field")
        .get("field", CustomFieldDef[].class)
        .flatMap(
            fields ->
                Arrays.stream(fields)
                    .filter(field -> field.getName().equals(ObjectMark.ATTRIBUTE))
                    .findFirst())
        .map(CustomFieldDef::getKey)
        .orElseThrow(
            () ->
                ModuleException.refused(
                    "the custom attribute `provision` is defined and not shown"));
  }
}
