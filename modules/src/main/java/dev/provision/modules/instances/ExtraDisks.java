package dev.provision.modules.instances;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import dev.provision.modules.instances.DiskSlots.Slot;
import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.exported.Sizing;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The empty, thin disks that a flavor gives besides the root disk. They are the VM's own, found by
 * the slot that its mark names for them, never by the name of their file, and go with it. What was
 * on one that the flavor no longer has is lost, which somebody has to allow.
 */
final class ExtraDisks {
  private static final int FIRST_NEW_KEY = -101;

  /** Which of them. */
  enum Role {
    EPHEMERAL("ephemeral", "ephemeral0") {
      @Override
      Optional<DataSize> size(Sizing sizing) {
        return sizing.ephemeral();
      }
    },
    SWAP("swap", "swap") {
      @Override
      Optional<DataSize> size(Sizing sizing) {
        return sizing.swap();
      }
    };

    private final String field;
    private final String word;

    Role(String field, String word) {
      this.field = field;
      this.word = word;
    }

    abstract Optional<DataSize> size(Sizing sizing);
  }

  private ExtraDisks() {}

  /** Whether a change is one of these disks'. */
  static boolean isField(String field) {
    return Stream.of(Role.values()).anyMatch(role -> role.field.equals(field));
  }

  /** The one that a field is about; empty while it is not there. */
  static Optional<Disk> disk(String field, InstanceDesired desired, InstanceState vm) {
    Map<Role, Disk> present = present(desired, vm);
    return present.keySet().stream().filter(r -> r.field.equals(field)).map(present::get).findAny();
  }

  private static DiskMarks marks(InstanceDesired desired, InstanceState vm) {
    return vm.mark(Marks.DISKS).isEmpty()
        ? DiskMarks.parse(VmDisks.mark(VmMarks.ownOf(desired, vm)))
        : DiskMarks.of(vm);
  }

  /**
   * Those that are there. One that waits for its slot is the persistent disk of its size that
   * nobody's mark names: volumes are independent ones.
   */
  private static Map<Role, Disk> present(InstanceDesired desired, InstanceState vm) {
    DiskMarks marks = marks(desired, vm);
    Map<Role, Disk> present = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      Optional<String> slot = marks.slot(role.word);
      for (Disk disk : vm.disks()) {
        boolean waits =
            marks.pending().contains(role.word)
                && !marks.slots().containsKey(disk.slot())
                && !present.containsValue(disk)
                && disk.mode().equals("persistent")
                && role.size(desired.sizing()).equals(Optional.of(disk.size()));
        if (slot.equals(Optional.of(disk.slot())) || slot.isEmpty() && waits) {
          present.putIfAbsent(role, disk);
        }
      }
    }
    return present;
  }

  /** What the change of a field takes more of the datastore, in bytes. */
  static long more(String field, InstanceDesired desired, InstanceState vm) {
    long has = disk(field, desired, vm).map(disk -> disk.size().bytes()).orElse(0L);
    return Stream.of(Role.values())
        .filter(role -> role.field.equals(field))
        .mapToLong(role -> role.size(desired.sizing()).map(DataSize::bytes).orElse(has) - has)
        .map(more -> Math.max(0, more))
        .sum();
  }

  static List<Change> changes(InstanceDesired desired, InstanceState vm) {
    Map<Role, Disk> present = present(desired, vm);
    DiskSlots slots = new DiskSlots(vm.fittings().controllers());
    List<Change> changes = new ArrayList<>();
    for (Role role : Role.values()) {
      Optional<DataSize> wanted = role.size(desired.sizing());
      Optional<Disk> disk = Optional.ofNullable(present.get(role));
      if (wanted.isPresent() && disk.isEmpty()) {
        changes.add(
            added(
                Change.inPlace(role.field, Change.ABSENT, wanted.get().toString()),
                slots.next(beside(vm)),
                vm));
      } else if (wanted.isEmpty() && disk.isPresent()) {
        changes.add(
            removed(
                Change.inPlace(role.field, disk.get().size().toString(), Change.ABSENT),
                disk.get(),
                desired,
                vm));
      } else if (wanted.isPresent() && !wanted.get().equals(disk.get().size())) {
        Change change =
            Change.inPlace(role.field, disk.get().size().toString(), wanted.get().toString());
        changes.add(
            wanted.get().compareTo(disk.get().size()) < 0
                ? change.with(Effect.REFUSED, "a disk cannot shrink")
                : VmDisks.growth(change, disk.get(), desired, vm));
      }
    }
    return changes;
  }

  private static Change added(Change change, Optional<Slot> slot, InstanceState vm) {
    if (slot.isEmpty()) {
      return change.with(Effect.REFUSED, "it has no place left for a disk");
    }
    if (vm.power() == Power.SUSPENDED) {
      return change.with(Effect.NEEDS_POWER_OFF, "it is suspended");
    }
    return vm.power() == Power.ON && slot.get().adapter() == DiskAdapter.IDE
        ? change.with(Effect.NEEDS_POWER_OFF, "an IDE disk cannot be added while it runs")
        : change;
  }

  private static Change removed(
      Change change, Disk disk, InstanceDesired desired, InstanceState vm) {
    if (vm.hasSnapshot()) {
      return change.with(Effect.REFUSED, "a disk that a snapshot holds cannot be taken off");
    }
    boolean stays = vm.power() == Power.ON && !disk.onIde() || vm.power() == Power.OFF;
    if (!stays && desired.spec().power() != Power.OFF) {
      return change.with(
          Effect.REFUSED,
          vm.power() == Power.SUSPENDED
              ? "it is suspended; switch it on or off first"
              : "an IDE disk cannot be taken off while it runs; declare `power: off` first");
    }
    return change.with(Effect.LOSES_DATA, "the disk goes with all that is on it");
  }

  private static int beside(InstanceState vm) {
    return VmDisks.root(vm).map(Disk::controllerKey).orElse(0);
  }

  /**
   * What makes them for a clone.
   *
   * @param edits with their controllers, where these must be made
   * @param mark of all disks that are the clone's own
   */
  record Made(List<VirtualDeviceConfigSpec> edits, String mark) {}

  static Made forClone(InstanceDesired desired, List<VirtualDevice> devices, List<Disk> disks)
      throws ModuleException {
    DiskSlots slots = new DiskSlots(DiskSlots.controllers(devices)).without(disks);
    DiskMarks image = DiskMarks.parse(VmDisks.mark(disks));
    Map<String, String> named = new LinkedHashMap<>(image.slots());
    Set<String> pending = new LinkedHashSet<>();
    List<VirtualDeviceConfigSpec> edits = new ArrayList<>();
    int beside = disks.isEmpty() ? 0 : disks.get(0).controllerKey();
    for (Role role : Role.values()) {
      Optional<DataSize> size = role.size(desired.sizing());
      if (size.isPresent()) {
        add(role, size.get(), slots.next(beside), edits, named, pending);
      }
    }
    return new Made(edits, new DiskMarks(named, pending).toString());
  }

  /** Adds those of a VM that is created, and gives their places and what each is. */
  static Map<Slot, String> addTo(
      InstanceDesired desired, DiskSlots slots, int beside, List<VirtualDeviceConfigSpec> edits)
      throws ModuleException {
    Map<Slot, String> places = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      Optional<DataSize> size = role.size(desired.sizing());
      if (size.isPresent()) {
        Slot slot =
            slots
                .next(beside)
                .filter(place -> place.made().isEmpty())
                .orElseThrow(() -> full(role));
        edits.add(disk(size.get(), slot, FIRST_NEW_KEY - role.ordinal()));
        places.put(slot, role.word);
      }
    }
    return places;
  }

  private static ModuleException full(Role role) {
    return ModuleException.refused(
        "there is no place left for the " + role.field + " disk on its controllers");
  }

  private static void add(
      Role role,
      DataSize size,
      Optional<Slot> place,
      List<VirtualDeviceConfigSpec> edits,
      Map<String, String> named,
      Set<String> pending)
      throws ModuleException {
    Slot slot = place.orElseThrow(() -> full(role));
    slot.made().ifPresent(edits::add);
    edits.add(disk(size, slot, FIRST_NEW_KEY - role.ordinal()));
    if (slot.text().isEmpty()) {
      pending.add(role.word);
    } else {
      named.put(slot.text(), role.word);
    }
  }

  private static VirtualDeviceConfigSpec disk(DataSize size, Slot slot, int key) {
    return slot.disk(key, size).with(DiskType.THIN).created();
  }

  /** The edits that make the given changes of a VM that is there, and the mark after them. */
  static Made forUpdate(InstanceDesired desired, InstanceState vm, List<Change> changes)
      throws ModuleException {
    Map<Role, Disk> present = present(desired, vm);
    DiskSlots slots = new DiskSlots(vm.fittings().controllers());
    DiskMarks now = DiskMarks.parse(mark(desired, vm));
    Map<String, String> named = new LinkedHashMap<>(now.slots());
    Set<String> pending = new LinkedHashSet<>(now.pending());
    List<VirtualDeviceConfigSpec> edits = new ArrayList<>();
    for (Role role : Role.values()) {
      if (changes.stream().noneMatch(change -> change.field().equals(role.field))) {
        continue;
      }
      Optional<DataSize> size = role.size(desired.sizing());
      Disk disk = present.get(role);
      if (disk == null) {
        add(role, size.orElseThrow(), slots.next(beside(vm)), edits, named, pending);
      } else if (size.isPresent()) {
        edits.add(disk.grown(size.get()));
      } else {
        edits.add(disk.destroyed());
        named.remove(disk.slot());
      }
    }
    return new Made(edits, new DiskMarks(named, pending).toString());
  }

  /**
   * What the mark must say of the VM as it is: slots that were waited for are named, and words of
   * disks that are gone are forgotten.
   */
  static String mark(InstanceDesired desired, InstanceState vm) {
    DiskMarks marks = marks(desired, vm);
    Map<Role, Disk> present = present(desired, vm);
    Map<String, String> named = new LinkedHashMap<>();
    marks.ofImage().forEach(slot -> named.put(slot, ""));
    present.forEach((role, disk) -> named.put(disk.slot(), role.word));
    return new DiskMarks(named, Set.of()).toString();
  }
}
