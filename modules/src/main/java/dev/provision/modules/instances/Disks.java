package dev.provision.modules.instances;

import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The disks of a VM, and which of them are its own: those in the slots (controller:unit) of its
 * mark. Every other disk is somebody else's, wherever its file lies.
 *
 * @param all by controller and unit
 * @param foreign those that are not its own; a volume is none of them, whatever its slot
 * @param root the first of its own, which the flavor sizes; the first of all where the mark is gone
 * @param marks the mark of its disks, its slots as the VM has them now
 * @param controllers what disks hang on, by rising key
 */
record Disks(
    List<Disk> all,
    List<Disk> foreign,
    Optional<Disk> root,
    DiskMarks marks,
    List<DiskSlots.Controller> controllers) {
  Disks {
    all = List.copyOf(all);
    foreign = List.copyOf(foreign);
    controllers = List.copyOf(controllers);
  }

  static Disks of(List<Disk> all, List<DiskSlots.Controller> controllers, Vm vm) {
    DiskMarks marks = DiskMarks.of(vm.mark(Marks.DISKS), all);
    Set<String> own = marks.slots().keySet();
    List<Disk> foreign =
        all.stream()
            .filter(
                disk ->
                    VmVolumes.isVolume(disk, vm)
                        || (!own.contains(disk.slot()) && !VmRescue.isCopyOf(vm, disk)))
            .toList();
    return new Disks(all, foreign, root(all, marks, vm), marks, controllers);
  }

  private static Optional<Disk> root(List<Disk> all, DiskMarks marks, Vm vm) {
    for (String slot : marks.ofImage()) {
      for (Disk disk : all) {
        if (disk.slot().equals(slot)) {
          return Optional.of(disk);
        }
      }
    }
    return vm.mark(Marks.DISKS).isEmpty() ? all.stream().findFirst() : Optional.empty();
  }

  /** Those that are its own, volumes left out. */
  List<Disk> own() {
    List<Disk> own = new ArrayList<>(all);
    own.removeAll(foreign);
    return own;
  }

  /** The volume that one without a disk of its own boots from: the first that it has. */
  Optional<Disk> booted(Vm vm) {
    return vm.mark(Marks.DISKS).isEmpty() || root.isPresent()
        ? Optional.empty()
        : all.stream().findFirst().filter(disk -> VmVolumes.isVolume(disk, vm));
  }
}
