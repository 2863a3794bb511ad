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
 * @param home where its disk belongs, on the datastore that it is on
 * @param file where its disk is; empty when only folders are left
 * @param uuid read from an attached disk, computed for an unattached one; empty for leftovers and
 *     for a disk that is not adopted yet
 * @param attached its disk in a VM; empty while no VM has it
 * @param size empty when the server does not say
 * @param type empty when the server does not say
 * @param decides the type of its datastore when the datastore alone decides how disks take room:
 *     NFS, vsan, VVOL; otherwise empty
 * @param folders all folders with its name, including the one with the disk
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

  /** Whether a marker folder says that it must not be deleted. */
  boolean isProtected() {
    return folders.stream().anyMatch(VolumeFolder::protect);
  }

  /** Whether the disk is in the volume's folder; Storage vMotion moves it into its VM's folder. */
  boolean isHome() {
    return file.filter(home.disk()::equals).isPresent();
  }

  /** Names of its snapshots: copies in its folder. */
  Set<String> snapshots() {
    Set<String> names = new TreeSet<>();
    folders.forEach(each -> names.addAll(each.snapshots()));
    return names;
  }

  /** Whether a running VM has it, so that its disk cannot be copied. */
  boolean isBusy() {
    return attached.filter(disk -> !disk.vmOff()).isPresent();
  }

  /** Where it is, for messages: its disk, or its folder when there is no disk. */
  String path() {
    return file.orElseGet(() -> folders.get(0).path());
  }
}
