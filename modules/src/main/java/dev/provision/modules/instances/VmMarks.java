package dev.provision.modules.instances;

import com.vmware.vim25.OptionValue;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Owned;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a VM's extraConfig says of whose it is. */
final class VmMarks {
  static final String FIELD = "marks";
  static final String IDENTITY = "identity";

  private static final String RESTORED =
      "restored, replicated or registered again: its marks are ours, its instanceUuid is another"
          + " one, and no original is left";

  static final Owned.Stay RESTORED_STAYS =
      new Owned.Stay(
          "was restored",
          "its marks are ours, its instanceUuid is another one, and no original is left; make it"
              + " ours again by an apply that declares it, with --allow relink, or delete it by"
              + " hand");

  private VmMarks() {}

  /** Every mark of a clone, the unused ones empty, because a clone inherits its source's. */
  static Map<String, String> forClone(InstanceDesired desired, List<Disk> disks, String runId) {
    Map<String, String> marks = new LinkedHashMap<>();
    Marks.KEYS.forEach(key -> marks.put(key, ""));
    marks.put(Marks.UUID, desired.uuid());
    marks.put(Marks.ENVIRONMENT, desired.environment().toString());
    marks.put(Marks.ADDRESS, desired.address().toString());
    marks.put(Marks.IMAGE, desired.image().version());
    marks.put(Marks.NICS, nics(desired));
    marks.put(Marks.DISKS, VmDisks.mark(disks));
    marks.put(Marks.RUN, runId);
    marks.put(Marks.PROTECT, desired.protect() ? "true" : "");
    marks.put(Marks.CUSTOMIZATION, VmCustomization.mark(desired));
    return marks;
  }

  private static String nics(InstanceDesired desired) {
    return new NicMatch(Map.of(), Map.of(), Map.of(), List.of()).mark(desired);
  }

  /** The marks of a VM that is taken: it keeps its uuid, and its disks are its own. */
  static Map<String, String> forAdoption(InstanceDesired desired, InstanceState vm, String runId) {
    Map<String, String> marks = new LinkedHashMap<>();
    Marks.KEYS.forEach(key -> marks.put(key, ""));
    marks.put(Marks.UUID, vm.uuid());
    marks.put(Marks.ENVIRONMENT, desired.environment().toString());
    marks.put(Marks.ADDRESS, desired.address().toString());
    marks.put(Marks.NICS, adoptedNics(desired, vm));
    marks.put(Marks.DISKS, VmDisks.mark(ownOf(desired, vm)));
    marks.put(Marks.RUN, runId);
    marks.put(Marks.PROTECT, desired.protect() ? "true" : "");
    marks.put(Marks.ADOPTED, "true");
    return marks;
  }

  /** Only the NICs that are there; what is missing comes as a change and is marked then. */
  private static String adoptedNics(InstanceDesired desired, InstanceState vm) {
    NicMatch match = NicMatch.of(desired, vm);
    Map<String, NicMarks.Entry> entries = new LinkedHashMap<>();
    for (InstanceDesired.Nic nic : desired.nics()) {
      InstanceState.Nic device = match.present().get(nic.name());
      if (device != null) {
        entries.put(
            nic.name(),
            new NicMarks.Entry(device.mac(), nic.network().network(), nic.guest().text()));
      }
    }
    return NicMarks.write(entries);
  }

  /** The disks of a VM that nobody marked: all but volumes. */
  static List<Disk> ownOf(InstanceDesired desired, InstanceState vm) {
    return vm.disks().stream().filter(disk -> !VmVolumes.isOurs(disk, desired, vm)).toList();
  }

  /** No mark at all, for a VM that is given back. */
  static Map<String, String> forRelease() {
    Map<String, String> marks = new LinkedHashMap<>();
    Marks.KEYS.forEach(key -> marks.put(key, ""));
    return marks;
  }

  /**
   * Whether it carries the marks of the address, written for another instanceUuid, as a machine
   * does that a backup gave back. One that we made gets its instanceUuid back, so that all that is
   * computed of it stays; one that was adopted has its mark written anew.
   */
  static boolean isRestored(InstanceDesired desired, InstanceState vm) {
    return !vm.mark(Marks.UUID).isEmpty()
        && !vm.mark(Marks.UUID).equalsIgnoreCase(vm.uuid())
        && vm.mark(Marks.ADDRESS).equals(desired.address().toString())
        && vm.mark(Marks.ENVIRONMENT).equals(desired.environment().toString());
  }

  /** The instanceUuid that it has, or gets back. */
  static String uuid(InstanceDesired desired, InstanceState vm) {
    return isRestored(desired, vm) && !vm.isAdopted() ? vm.mark(Marks.UUID) : vm.uuid();
  }

  /** That it is made ours again. */
  static Optional<Change> identity(InstanceDesired desired, InstanceState vm) {
    return isRestored(desired, vm)
        ? Optional.of(
            Change.inPlace(
                    IDENTITY,
                    vm.uuid(),
                    vm.isAdopted() ? vm.uuid() + " in its mark" : vm.mark(Marks.UUID))
                .with(Effect.RELINKS, RESTORED))
        : Optional.empty();
  }

  /** The marks that must be written so that they say what is declared. */
  static Map<String, String> differing(InstanceDesired desired, InstanceState vm) {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put(Marks.UUID, uuid(desired, vm));
    wanted.put(Marks.ENVIRONMENT, desired.environment().toString());
    wanted.put(Marks.ADDRESS, desired.address().toString());
    wanted.put(Marks.PROTECT, desired.protect() ? "true" : "");
    wanted.put(Marks.DISKS, ExtraDisks.mark(desired, vm));
    NicMatch match = NicMatch.of(desired, vm);
    String nics = match.mark(desired);
    if (!NicMarks.read(nics).equals(match.recorded())) {
      wanted.put(Marks.NICS, nics);
    }
    wanted.entrySet().removeIf(each -> vm.mark(each.getKey()).equals(each.getValue()));
    return wanted;
  }

  /**
   * A change of the marks alone.
   *
   * @param others changes of the rest; those of NICs and disks bring their own mark
   */
  static Optional<Change> change(InstanceDesired desired, InstanceState vm, List<Change> others) {
    Map<String, String> differing = differing(desired, vm);
    if (others.stream().anyMatch(c -> c.field().startsWith(VmNetworks.FIELD + "."))) {
      differing.remove(Marks.NICS);
    }
    if (others.stream().anyMatch(c -> ExtraDisks.isField(c.field()))) {
      differing.remove(Marks.DISKS);
    }
    if (isRestored(desired, vm)) {
      differing.remove(Marks.UUID);
    }
    if (differing.isEmpty()) {
      return Optional.empty();
    }
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    differing.forEach(
        (key, value) -> {
          before.add(key + "=" + vm.mark(key));
          after.add(key + "=" + value);
        });
    return Optional.of(Change.inPlace(FIELD, String.join(", ", before), String.join(", ", after)));
  }

  static OptionValue[] options(Map<String, String> values) {
    List<OptionValue> options = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          OptionValue option = new OptionValue();
          option.setKey(key);
          option.setValue(value);
          options.add(option);
        });
    return options.toArray(OptionValue[]::new);
  }
}
