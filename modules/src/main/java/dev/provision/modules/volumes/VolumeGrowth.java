package dev.provision.modules.volumes;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.AttachedDisk;
import dev.provision.vsphere.kind.VsphereWriter;

/**
 * Grows an attached disk through its VM, running or not: only the VM may change the file of its
 * disk.
 */
final class VolumeGrowth {
  private VolumeGrowth() {}

  static void attached(AttachedDisk disk, DataSize to, VsphereWriter write)
      throws ModuleException, InterruptedException {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setDeviceChange(new VirtualDeviceConfigSpec[] {disk.disk().with(to).editedWhole()});
    write.touched(disk.vm());
    write.task(api -> api.reconfigVM_Task(disk.vm(), spec));
  }
}
