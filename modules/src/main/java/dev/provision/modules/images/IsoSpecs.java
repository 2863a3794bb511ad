package dev.provision.modules.images;

import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.vsphere.exported.DeviceEdit;
import dev.provision.vsphere.kind.IsoDrive;
import java.util.ArrayList;
import java.util.List;

/**
 * The VM for an ISO image: a CD-ROM drive with the file, the controller for the empty root disk of
 * an instance, and no disk. The drive is on IDE, since every guest can boot from that; if the disk
 * will be on IDE too, the first slot is kept for it.
 */
final class IsoSpecs {
  private static final int IDE_KEY = -210;
  private static final int DRIVE_KEY = -310;

  private IsoSpecs() {}

  /**
   * @param datastoreName the datastore for the VM's own few files
   * @param file the ISO, {@code [nas1] provision/images/x.iso}
   */
  static VirtualMachineConfigSpec of(
      ImageWanted.Imported image, String datastoreName, String file, String runId) {
    VirtualMachineConfigSpec config = TemplateConfig.of(image, datastoreName, runId);
    List<VirtualDeviceConfigSpec> devices = new ArrayList<>();
    VirtualController disks = ImportSpecs.controller(image.adapter());
    devices.add(DeviceEdit.add(disks));
    if (disks instanceof VirtualIDEController) {
      devices.add(DeviceEdit.add(IsoDrive.of(DRIVE_KEY, disks.getKey(), 1, file, true)));
    } else {
      VirtualIDEController ide = new VirtualIDEController();
      ide.setKey(IDE_KEY);
      ide.setBusNumber(0);
      devices.add(DeviceEdit.add(ide));
      devices.add(DeviceEdit.add(IsoDrive.of(DRIVE_KEY, IDE_KEY, 0, file, true)));
    }
    config.setDeviceChange(devices.toArray(VirtualDeviceConfigSpec[]::new));
    return config;
  }
}
