package dev.provision.modules.attributes;

import dev.provision.vsphere.inventory.CustomField;
import dev.provision.vsphere.journal.JournalEntry;
import java.util.List;
import java.util.Optional;

/**
 * An attribute as it was found.
 *
 * @param fields the definitions; several only for a name that is looked up and that more than one
 *     type of objects has; none for an entry of the journal whose attribute is gone
 * @param entry of the journal
 */
record AttributeState(List<CustomField> fields, Optional<JournalEntry> entry) {
  AttributeState {
    fields = List.copyOf(fields);
  }

  static AttributeState of(CustomField field, Optional<JournalEntry> entry) {
    return new AttributeState(List.of(field), entry);
  }

  CustomField field() {
    return fields.get(0);
  }

  /** Empty where it is for all objects, or for several types. */
  Optional<String> type() {
    return fields.size() == 1 ? field().type() : Optional.empty();
  }
}
