package dev.provision.modules.instances.disks;

import com.vmware.vim25.VirtualDevice;
import dev.provision.modules.instances.vm.DiskSlots;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskAdapter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The root disk of an instance whose image is an ISO. The clone call makes it: empty, thin, of the
 * flavor's size, in the first slot of the template's disk controller. If the flavor gives no size
 * there is no disk, as in Nova ({@code root_gb} 0). The firmware cannot boot an empty disk and
 * boots from the CD-ROM drive until something is installed.
 */
public final class BlankDisk {
  private static final int KEY = -2000;

  /** SCSI before NVMe, and both before IDE, which every VM has. */
  private static final Comparator<DiskSlots.Controller> SCSI_FIRST =
      Comparator.comparing((DiskSlots.Controller at) -> at.adapter() == DiskAdapter.IDE)
          .thenComparing(at -> at.adapter() == DiskAdapter.NVME)
          .thenComparing(DiskSlots.Controller::bus)
          .thenComparing(DiskSlots.Controller::key);

  private BlankDisk() {}

  /**
   * The disks that a clone will have, the blank one included.
   *
   * @param devices all devices of the template
   */
  public static List<Disk> with(VmDisks.Wanted wanted, List<VirtualDevice> devices) {
    List<Disk> disks = Disk.of(devices);
    Optional<DataSize> size = wanted.size();
    if (wanted.imageHasDisk() || size.isEmpty() || !disks.isEmpty()) {
      return disks;
    }
    return DiskSlots.controllers(devices).stream()
        .filter(at -> at.adapter() != DiskAdapter.SATA)
        .min(SCSI_FIRST)
        .map(at -> List.of(Disk.thin(KEY, at.key(), 0, size.get()).on(at.adapter())))
        .orElse(disks);
  }

  /** Whether the clone call makes this disk, and does not copy it from the template. */
  static boolean isNew(Disk disk) {
    return disk.key() == KEY;
  }
}
