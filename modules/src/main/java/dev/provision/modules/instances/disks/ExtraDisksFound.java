package dev.provision.modules.instances.disks;

import dev.provision.modules.instances.vm.DiskMarks;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Marks;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the extra disks of a flavor among the disks of a VM. */
public final class ExtraDisksFound {
  private ExtraDisksFound() {}

  /** The disk that a change is about; empty while the VM does not have it. */
  public static Optional<Disk> disk(Change change, ExtraDisks.Wanted wanted, Disks disks, Vm vm) {
    Map<ExtraDisk, Disk> present = present(wanted, disks, vm);
    return present.keySet().stream().filter(change::isOf).map(present::get).findAny();
  }

  private static DiskMarks marks(ExtraDisks.Wanted wanted, Disks disks, Vm vm) {
    return vm.mark(Marks.DISKS).isEmpty()
        ? DiskMarks.parse(
            VmDisks.mark(VolumeDisks.others(wanted.environment(), wanted.volumes(), disks)))
        : disks.marks();
  }

  /**
   * The extra disks that the VM has. If the mark does not know the slot of one yet, it is the
   * persistent disk of its size that has no entry in the mark; volumes are independent disks, so it
   * is none of those.
   */
  static Map<ExtraDisk, Disk> present(ExtraDisks.Wanted wanted, Disks disks, Vm vm) {
    DiskMarks marks = marks(wanted, disks, vm);
    Map<ExtraDisk, Disk> present = new EnumMap<>(ExtraDisk.class);
    for (ExtraDisk role : ExtraDisk.values()) {
      Optional<String> slot = marks.slot(role.word);
      for (Disk disk : disks.all()) {
        boolean waits =
            marks.pending().contains(role.word)
                && !marks.slots().containsKey(disk.slot())
                && !present.containsValue(disk)
                && disk.mode().equals("persistent")
                && role.size(wanted.sizing()).equals(Optional.of(disk.size()));
        if (slot.equals(Optional.of(disk.slot())) || slot.isEmpty() && waits) {
          present.putIfAbsent(role, disk);
        }
      }
    }
    return present;
  }

  /** How much more of the datastore a change takes, in bytes. */
  public static long more(Change change, ExtraDisks.Wanted wanted, Disks disks, Vm vm) {
    long has = disk(change, wanted, disks, vm).map(disk -> disk.size().bytes()).orElse(0L);
    return Stream.of(ExtraDisk.values())
        .filter(change::isOf)
        .mapToLong(role -> role.size(wanted.sizing()).map(DataSize::bytes).orElse(has) - has)
        .map(more -> Math.max(0, more))
        .sum();
  }

  /**
   * What the mark must say of the VM as it is now: slots that are known by now are added, and disks
   * that are gone are left out.
   */
  static String mark(ExtraDisks.Wanted wanted, Disks disks, Vm vm) {
    DiskMarks marks = marks(wanted, disks, vm);
    Map<ExtraDisk, Disk> present = present(wanted, disks, vm);
    Map<String, String> named = new LinkedHashMap<>();
    marks.ofImage().forEach(slot -> named.put(slot, ""));
    present.forEach((role, disk) -> named.put(disk.slot(), role.word));
    return new DiskMarks(named, Set.of()).toString();
  }
}
