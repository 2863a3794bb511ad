package dev.provision.modules.instances;

import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualSCSIController;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.newer.VirtualNVMEController;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The root disk of an instance whose image is a medium to boot from: made empty and thin in the
 * clone call, of the flavor's size, in the first slot of the controller that the image's template
 * has for it. Without a size in the flavor there is no disk, as in Nova ({@code root_gb} 0). An
 * empty disk does not boot, so the firmware goes on to the CD-ROM drive, until something is
 * installed.
 */
final class BlankDisk {
  private static final int KEY = -2000;

  private BlankDisk() {}

  /**
   * The disks that a clone will have.
   *
   * @param disks those of the template
   */
  static List<InstanceState.Disk> with(
      InstanceDesired desired, List<VirtualDevice> devices, List<InstanceState.Disk> disks) {
    Optional<DataSize> size = desired.disk();
    if (desired.image().traits().hasDisk() || size.isEmpty() || !disks.isEmpty()) {
      return disks;
    }
    return controller(devices).map(at -> List.of(disk(at, size.get()))).orElse(disks);
  }

  /** SCSI before NVMe, and both before IDE, which every VM has. */
  private static Optional<VirtualController> controller(List<VirtualDevice> devices) {
    return devices.stream()
        .filter(
            each ->
                each instanceof VirtualSCSIController
                    || each instanceof VirtualNVMEController
                    || each instanceof VirtualIDEController)
        .map(VirtualController.class::cast)
        .min(
            Comparator.comparing((VirtualController each) -> each instanceof VirtualIDEController)
                .thenComparing(each -> each instanceof VirtualNVMEController)
                .thenComparing(VirtualController::getBusNumber)
                .thenComparing(VirtualController::getKey));
  }

  private static InstanceState.Disk disk(VirtualController at, DataSize size) {
    return new InstanceState.Disk(
        KEY,
        at.getKey(),
        0,
        at.getKey() + ":0",
        size,
        "",
        "persistent",
        false,
        at instanceof VirtualIDEController,
        "");
  }

  /** Whether it is to be made, and not there with the template. */
  static boolean isNew(InstanceState.Disk disk) {
    return disk.key() == KEY;
  }

  static VirtualDeviceConfigSpec add(InstanceState.Disk disk) {
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.setFileName("");
    backing.setDiskMode(disk.mode());
    backing.setThinProvisioned(true);
    VirtualDisk device = new VirtualDisk();
    device.setKey(disk.key());
    device.setControllerKey(disk.controllerKey());
    device.setUnitNumber(disk.unit());
    device.setBacking(backing);
    device.setCapacityInKB(disk.size().kibibytes());
    device.setCapacityInBytes(disk.size().bytes());
    VirtualDeviceConfigSpec add = new VirtualDeviceConfigSpec();
    add.setOperation(VirtualDeviceConfigSpecOperation.add);
    add.setFileOperation(VirtualDeviceConfigSpecFileOperation.create);
    add.setDevice(device);
    return add;
  }
}
