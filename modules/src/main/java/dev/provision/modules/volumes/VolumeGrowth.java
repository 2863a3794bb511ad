package dev.provision.modules.volumes;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.AttachedDisk;
import dev.provision.vsphere.exported.VolumeType;
import dev.provision.vsphere.kind.VsphereWriter;

/** Grows a disk through the VM that has it, running or not: its file is that VM's to change. */
final class VolumeGrowth {
  private VolumeGrowth() {}

  static void attached(AttachedDisk disk, DataSize to, VsphereWriter write)
      throws ModuleException, InterruptedException {
    VirtualDisk device = device(disk);
    device.setCapacityInBytes(to.bytes());
    device.setCapacityInKB(to.kibibytes());
    VirtualDeviceConfigSpec change = new VirtualDeviceConfigSpec();
    change.setOperation(VirtualDeviceConfigSpecOperation.edit);
    change.setDevice(device);
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setDeviceChange(new VirtualDeviceConfigSpec[] {change});
    write.touched(disk.vm());
    write.task(api -> api.reconfigVM_Task(disk.vm(), spec));
  }

  /** All that is known of it: what an edit leaves out some servers forget. */
  private static VirtualDisk device(AttachedDisk disk) {
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.setFileName(disk.file());
    backing.setDiskMode(disk.mode());
    backing.setUuid(disk.uuid());
    disk.datastore().ifPresent(backing::setDatastore);
    disk.type().ifPresent(type -> backing.setThinProvisioned(type == VolumeType.THIN));
    disk.type()
        .filter(VolumeType.EAGER_ZEROED_THICK::equals)
        .ifPresent(type -> backing.setEagerlyScrub(true));
    VirtualDisk device = new VirtualDisk();
    device.setKey(disk.key());
    device.setControllerKey(disk.controllerKey());
    device.setUnitNumber(disk.unit());
    device.setBacking(backing);
    return device;
  }
}
