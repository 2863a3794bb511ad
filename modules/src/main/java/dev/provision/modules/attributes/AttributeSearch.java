package dev.provision.modules.attributes;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.vsphere.inventory.CustomField;
import dev.provision.vsphere.inventory.CustomFields;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalEntry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds attributes by the journal and by name. An entry has the key as soon as there is one: the
 * key stays when somebody renames the attribute.
 */
final class AttributeSearch {
  private static final Pattern KEY = Pattern.compile(", key ([0-9]{1,9})$");

  private AttributeSearch() {}

  /** What an entry says before the attribute is made: {@code custom attribute owner of global}. */
  static String what(String name, Optional<String> type) {
    return "custom attribute " + name + " of " + AttributeType.word(type);
  }

  /** What an entry says of one that is there. */
  static String what(CustomField field) {
    return what(field.name(), field.type()) + ", key " + field.key();
  }

  /** For people: {@code custom attribute owner}. */
  static String path(String name) {
    return "custom attribute " + name;
  }

  static Observation<AttributeState> observe(
      Address address, AttributeDesired desired, Inventory read) {
    Optional<CustomFields> all = CustomFields.of(read);
    if (all.isEmpty()) {
      return unread(desired, read);
    }
    if (desired.existing()) {
      List<CustomField> found = all.get().all().stream().filter(desired::isMeant).toList();
      return found.isEmpty()
          ? new Observation.Absent<>()
          : new Observation.Present<>(
              new AttributeState(found, Optional.empty()),
              path(desired.name()),
              Ownership.EXISTING);
    }
    Optional<JournalEntry> entry = entry(Journal.of(desired.environment(), read).of(address));
    Optional<CustomField> own =
        entry.filter(JournalEntry::counts).flatMap(each -> field(each, all.get()));
    if (own.isPresent()) {
      return new Observation.Present<>(
          AttributeState.of(own.get(), entry),
          path(own.get().name()),
          entry.get().isAdopted() ? Ownership.ADOPTED : Ownership.OWNED);
    }
    return all.get().all().stream()
        .filter(desired::isTakenBy)
        .findFirst()
        .<Observation<AttributeState>>map(
            field ->
                new Observation.Foreign<>(
                    AttributeState.of(field, Optional.empty()), path(field.name())))
        .orElseGet(Observation.Absent::new);
  }

  /** A single ESXi host has none; a vCenter always has the manager. */
  private static Observation<AttributeState> unread(AttributeDesired desired, Inventory read) {
    return read.all(CustomFields.TYPE).stream()
        .flatMap(manager -> manager.missing().values().stream())
        .findFirst()
        .<Observation<AttributeState>>map(
            why -> new Observation.Unreadable<>(path(desired.name()), why))
        .orElseGet(Observation.Absent::new);
  }

  /** The newest, where a run made a second one. */
  private static Optional<JournalEntry> entry(List<JournalEntry> entries) {
    return entries.stream().reduce((older, newer) -> newer);
  }

  /** The attribute of an entry: by its key, or as it was to be made. */
  static Optional<CustomField> field(JournalEntry entry, CustomFields all) {
    String what = entry.mark().what();
    Matcher key = KEY.matcher(what);
    return key.find()
        ? all.byKey(Integer.parseInt(key.group(1)))
        : all.all().stream()
            .filter(field -> what(field.name(), field.type()).equals(what))
            .findFirst();
  }

  /** All that the journal has, whether the attribute is still there or not. */
  static Stream<Owned<AttributeState>> owned(
      String kind, EnvironmentId environment, Inventory read) {
    Optional<CustomFields> all = CustomFields.of(read);
    return all.isEmpty()
        ? Stream.empty()
        : Journal.of(environment, read).ofKind(kind).entrySet().stream()
            .map(each -> owned(each.getKey(), entry(each.getValue()).orElseThrow(), all.get()));
  }

  private static Owned<AttributeState> owned(
      Address address, JournalEntry entry, CustomFields all) {
    Optional<CustomField> field = field(entry, all);
    return new Owned<>(
        address,
        new AttributeState(field.stream().toList(), Optional.of(entry)),
        path(field.map(CustomField::name).orElse(address.name())),
        entry.isAdopted(),
        entry.mark().protect(),
        entry.contradicted().map(why -> "it may not be ours: " + why).orElse(""),
        List.of());
  }
}
