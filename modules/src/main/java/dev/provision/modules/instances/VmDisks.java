package dev.provision.modules.instances;

import dev.provision.modules.instances.InstanceSpec.CloneMode;
import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Marks;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The disks of a VM. Its own are the slots (controller:unit) in its mark; every other disk is
 * somebody else's, wherever its file lies. A disk is matched by slot, never by order.
 */
final class VmDisks {
  static final String FIELD = "disk";

  /** The mark of a VM that has no disk of its own; without a mark every disk would be. */
  private static final String NONE = "-";

  private VmDisks() {}

  /** What the disks of a clone take besides its root disk; 0 while the template is not there. */
  static long bytesBesideRoot(InstanceDesired desired) {
    return desired
        .image()
        .vm()
        .filter(template -> !VolumeBoot.is(desired.spec()))
        .map(Disk::of)
        .orElse(List.of())
        .stream()
        .skip(1)
        .mapToLong(disk -> disk.size().bytes())
        .sum();
  }

  /** The mark that makes these disks the VM's own. */
  static String mark(List<Disk> disks) {
    if (disks.isEmpty()) {
      return NONE;
    }
    return disks.stream().map(Disk::slot).collect(Collectors.joining(","));
  }

  /** The disks that are not the VM's own; a volume is none of them, whatever its slot. */
  static List<Disk> foreign(InstanceState vm) {
    Set<String> own = DiskMarks.of(vm).slots().keySet();
    return vm.disks().stream()
        .filter(
            disk ->
                VmVolumes.isVolume(disk, vm)
                    || (!own.contains(disk.slot()) && !VmRescue.isCopyOf(vm, disk)))
        .toList();
  }

  /**
   * The first of its own disks, which the flavor sizes; the first of all where the mark is gone.
   */
  static Optional<Disk> root(InstanceState vm) {
    for (String slot : DiskMarks.of(vm).ofImage()) {
      for (Disk disk : vm.disks()) {
        if (disk.slot().equals(slot)) {
          return Optional.of(disk);
        }
      }
    }
    return vm.mark(Marks.DISKS).isEmpty() ? vm.disks().stream().findFirst() : Optional.empty();
  }

  static List<Change> changes(InstanceDesired desired, InstanceState vm) {
    Optional<Disk> root = root(vm);
    if (VolumeBoot.is(desired.spec())) {
      return root.map(
              disk ->
                  Change.inPlace(FIELD, disk.size().toString(), Change.ABSENT)
                      .with(Effect.REPLACES, "it boots from a disk of its own"))
          .map(List::of)
          .orElse(List.of());
    }
    boolean bare = isWithoutOwn(vm) && desired.image().traits().hasDisk();
    Optional<DataSize> size =
        desired.disk().or(() -> bare ? desired.image().diskSize() : Optional.empty());
    if (size.isEmpty()) {
      return List.of();
    }
    DataSize wanted = size.get();
    if (root.isEmpty()) {
      return List.of(
          new Change(
              FIELD,
              Change.ABSENT,
              wanted.toString(),
              Effect.REPLACES,
              false,
              isWithoutOwn(vm) ? "it was made without a disk of its own" : "its disk is gone"));
    }
    int order = wanted.compareTo(root.get().size());
    if (order == 0) {
      return List.of();
    }
    Change change = Change.inPlace(FIELD, root.get().size().toString(), wanted.toString());
    if (order < 0) {
      return List.of(change.with(Effect.REFUSED, "a disk cannot shrink"));
    }
    return List.of(growth(change, root.get(), desired, vm));
  }

  /** Whether it was made without a root disk, as one is that boots from a volume. */
  private static boolean isWithoutOwn(InstanceState vm) {
    String mark = vm.mark(Marks.DISKS);
    return mark.equals(NONE) || (!mark.isEmpty() && DiskMarks.parse(mark).ofImage().isEmpty());
  }

  /** One with a parent is made whole before it grows ({@link VmPromotion}). */
  static Change growth(Change change, Disk disk, InstanceDesired desired, InstanceState vm) {
    VmOthers others = vm.condition().others();
    if (others.isBackedUp()) {
      return change; // its snapshot goes, and the step waits for that
    }
    if (others.unconsolidated() && disk.hasParent()) {
      return change.with(Effect.REFUSED, "its disks need to be consolidated first");
    }
    if (vm.hasSnapshot()) {
      return change.with(Effect.REFUSED, "a disk with a snapshot cannot grow");
    }
    if (disk.hasParent() && desired.folder().ofHost()) {
      return change.with(
          Effect.REFUSED,
          "it shares another's file, which only a vCenter copies, and this is a single ESXi host");
    }
    if (disk.onIde() && vm.power() == Power.ON) {
      return change.with(Effect.NEEDS_POWER_OFF, "an IDE disk cannot grow while it runs");
    }
    return vm.power() == Power.SUSPENDED
        ? change.with(Effect.NEEDS_POWER_OFF, "it is suspended")
        : change;
  }

  /** Whether the clone shares its image's disk; what is unknown yet is taken to allow it. */
  static boolean isLinked(InstanceDesired desired) {
    return desired.cloneMode() == CloneMode.LINKED
        && desired.image().traits().hasDisk()
        && FullClone.of(desired).isEmpty();
  }
}
