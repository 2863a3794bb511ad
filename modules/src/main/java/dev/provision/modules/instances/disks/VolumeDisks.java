package dev.provision.modules.instances.disks;

import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.WantedVolume;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.VolumeRef;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.VolumeMarks;
import java.util.List;
import java.util.Optional;

/** Tells which disks of a VM are volumes. */
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

  /** The volumes of its environment that a VM has, whether they are declared or not. */
  public static List<Disk> held(Disks disks, Vm vm) {
    List<VolumeMarks.Entry> marked = VolumeMarks.read(vm.mark(Marks.VOLUMES));
    return disks.all().stream()
        .filter(
            disk ->
                Disks.isVolume(disk, vm)
                    || marked.stream().anyMatch(each -> DiskUuid.same(each.uuid(), disk.uuid())))
        .toList();
  }

  /**
   * Whether a disk is a volume that is declared for the instance, or one of the environment that it
   * is to give up; any other disk belongs to somebody else.
   */
  public static boolean isOurs(
      Disk disk, EnvironmentId environment, List<WantedVolume> volumes, Disks disks) {
    return DiskUuid.isOf(environment, disk.uuid())
        || volumes.stream().anyMatch(w -> disk(w.volume(), disks).filter(disk::equals).isPresent());
  }

  /** All disks of a VM but the volumes, to take as its own if it has no mark. */
  public static List<Disk> others(
      EnvironmentId environment, List<WantedVolume> volumes, Disks disks) {
    return disks.all().stream().filter(disk -> !isOurs(disk, environment, volumes, disks)).toList();
  }
}
