package dev.provision.modules.instances.disks;

import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VolumeWish;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.VolumeRef;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.VolumeMarks;
import java.util.List;
import java.util.Optional;

/** Which disks of a VM are volumes. */
public final class VolumeDisks {
  private VolumeDisks() {}

  static Optional<Disk> disk(VolumeRef volume, Disks disks) {
    return disks.all().stream()
        .filter(
            disk ->
                volume.uuid().is(disk.uuid())
                    || volume.file().filter(disk.file()::equals).isPresent())
        .findFirst();
  }

  /** The volumes of its environment that a VM has, whatever is declared of it. */
  public static List<Disk> held(Disks disks, Vm vm) {
    List<VolumeMarks.Entry> marked = VolumeMarks.read(vm.mark(Marks.VOLUMES));
    return disks.all().stream()
        .filter(
            disk ->
                Disks.isVolume(disk, vm)
                    || marked.stream().anyMatch(each -> DiskUuid.same(each.uuid(), disk.uuid())))
        .toList();
  }

  /** Whether the instance is to have this disk, or is to lose it: then it is nobody's else. */
  public static boolean isOurs(
      Disk disk, EnvironmentId environment, List<VolumeWish> volumes, Disks disks) {
    return DiskUuid.isOf(environment, disk.uuid())
        || volumes.stream().anyMatch(w -> disk(w.volume(), disks).filter(disk::equals).isPresent());
  }

  /** The disks of a VM that nobody marked: all but volumes. */
  public static List<Disk> others(
      EnvironmentId environment, List<VolumeWish> volumes, Disks disks) {
    return disks.all().stream().filter(disk -> !isOurs(disk, environment, volumes, disks)).toList();
  }
}
