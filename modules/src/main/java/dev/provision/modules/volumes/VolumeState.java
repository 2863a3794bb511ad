package dev.provision.modules.volumes;

import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.AttachedDisk;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.inventory.VolumeFolder;
import dev.provision.vsphere.inventory.VolumeHome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A volume as it was read.
 *
 * @param home where its disk is to lie on the datastore on which it is
 * @param file where its disk lies; empty where nothing is left but folders
 * @param uuid that of a disk that is attached; the computed one of one that is not
 * @param attached the VM's disk that it is; empty while no VM has it
 * @param size empty where the server does not say
 * @param type empty where the server does not say
 * @param decides the sort of its datastore where that, and nobody else, decides how disks take
 *     room: NFS, vsan, VVOL; empty elsewhere
 * @param folders all that carry its name, the one with the disk included
 */
record VolumeState(
    String name,
    VolumeHome home,
    Optional<String> file,
    String uuid,
    Optional<AttachedDisk> attached,
    Optional<DataSize> size,
    Optional<DiskType> type,
    Optional<String> decides,
    List<VolumeFolder> folders) {
  VolumeState {
    folders = List.copyOf(folders);
  }

  /** Whether it carries the marker that it must not be deleted. */
  boolean isProtected() {
    return folders.stream().anyMatch(VolumeFolder::protect);
  }

  /** Whether the disk is where it was created; Storage vMotion moves it into its VM's folder. */
  boolean isHome() {
    return file.filter(home.disk()::equals).isPresent();
  }

  /** Names of its snapshots: copies in its folder. */
  Set<String> snapshots() {
    Set<String> names = new TreeSet<>();
    folders.forEach(each -> names.addAll(each.snapshots()));
    return names;
  }

  /** Whether a VM that runs has it, so that its disk cannot be copied. */
  boolean isBusy() {
    return attached.filter(disk -> !disk.vmOff()).isPresent();
  }

  /** For people. */
  String path() {
    return file.orElseGet(() -> folders.get(0).path());
  }
}
