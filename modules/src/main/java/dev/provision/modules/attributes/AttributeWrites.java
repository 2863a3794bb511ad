package dev.provision.modules.attributes;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.CustomField;
import dev.provision.vsphere.inventory.CustomFields;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.journal.JournalWriter;
import dev.provision.vsphere.journal.Thing;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The calls that define, rename and delete attributes, with the journal around them. */
final class AttributeWrites {
  /** How many objects a refusal names. */
  private static final int NAMED = 5;

  private final VsphereWriter write;
  private final JournalWriter journal;

  AttributeWrites(VsphereWriter write) {
    this.write = write;
    this.journal = new JournalWriter(write);
  }

  void create(AttributeDesired desired) throws ModuleException, InterruptedException {
    Instant since = journal.time();
    CustomFields now = now();
    if (now.all().stream().anyMatch(desired::isTakenBy)) {
      throw ModuleException.refused(
              AttributeSearch.path(desired.name()) + " is there by now and is not ours")
          .as(ModuleException.Kind.STALE);
    }
    JournalEntry entry =
        journal.begin(
            desired.environment(),
            desired.address(),
            thing(now, AttributeSearch.what(desired.name(), desired.managed())),
            since,
            desired.protect());
    write.touched(now.manager());
    CustomField made;
    try {
      made =
          CustomField.of(
              write.call(
                  api ->
                      api.addCustomFieldDef(
                          now.manager(),
                          desired.name(),
                          desired.managed().orElse(null),
                          null,
                          null)));
    } catch (ModuleException e) {
      if (Faults.is(e, DuplicateName.class)) {
        // somebody else made it just now: it is theirs
        journal.forget(entry);
        throw e.as(ModuleException.Kind.STALE);
      }
      throw e;
    }
    journal.made(entry, desired.address(), AttributeSearch.what(made), desired.protect());
  }

  /** Renames it where that differs, and says in its entry what it is by now. */
  void update(AttributeDesired desired, AttributeState seen)
      throws ModuleException, InterruptedException {
    CustomField field = seen.field();
    if (!field.name().equals(desired.name())) {
      ManagedObjectReference manager = write.content().getCustomFieldsManager();
      write.touched(manager);
      write.send(api -> api.renameCustomFieldDef(manager, field.key(), desired.name()));
    }
    CustomField now = new CustomField(field.key(), desired.name(), field.type());
    journal.made(
        seen.entry().orElseThrow(),
        desired.address(),
        AttributeSearch.what(now),
        desired.protect());
  }

  void adopt(AttributeDesired desired, AttributeState seen)
      throws ModuleException, InterruptedException {
    journal.adopt(
        desired.environment(),
        desired.address(),
        thing(now(), AttributeSearch.what(seen.field())),
        desired.protect());
  }

  void release(AttributeState seen) throws ModuleException, InterruptedException {
    journal.forget(seen.entry().orElseThrow());
  }

  /** Deletes it with its values, unless an object that is not ours has one. */
  void delete(AttributeState seen) throws ModuleException, InterruptedException {
    JournalEntry entry = seen.entry().orElseThrow();
    Optional<CustomField> field = AttributeSearch.field(entry, now());
    if (field.isPresent()) {
      int key = field.get().key();
      requireUnused(new AttributeUsers(write).others(key, entry.mark().environment()));
      journal.leaving(entry);
      ManagedObjectReference manager = write.content().getCustomFieldsManager();
      write.touched(manager);
      try {
        write.send(api -> api.removeCustomFieldDef(manager, key));
      } catch (ModuleException e) {
        if (now().byKey(key).isPresent()) {
          throw e;
        }
      }
    }
    journal.forget(entry);
  }

  private static void requireUnused(List<String> others) throws ModuleException {
    if (!others.isEmpty()) {
      throw ModuleException.refused(
          others.size()
              + (others.size() == 1
                  ? " object that is not ours has"
                  : " objects that are not ours have")
              + " a value of it: "
              + String.join(", ", others.subList(0, Math.min(NAMED, others.size())))
              + (others.size() > NAMED ? " ..." : ""));
    }
  }

  private CustomFields now() throws ModuleException {
    ManagedObjectReference manager = write.content().getCustomFieldsManager();
    return CustomFields.of(write.read(manager, CustomFields.FIELDS))
        .orElseThrow(() -> ModuleException.refused("the custom attributes cannot be read"));
  }

  private static Thing thing(CustomFields now, String what) {
    return new Thing(now.manager(), "the vCenter", what);
  }
}
