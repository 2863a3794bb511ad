package dev.provision.modules.instances.make;

import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.VmRescue;
import dev.provision.modules.instances.vm.VmTasks;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.util.Map;
import java.util.Optional;

/** Ends rescue mode and removes what it made; also the calls that starting it needs too. */
public final class RescueCleanup {
  private RescueCleanup() {}

  /** Ends rescue mode. The VM must be in it. */
  public static void end(InstanceState vm, Inventory read, VsphereWriter write)
      throws ModuleException, InterruptedException {
    VmRescue rescue = VmRescue.of(vm.vm()).orElseThrow();
    write.touched(vm.ref());
    Power now = vm.power();
    Optional<Disk> copy = rescue.copy(vm.disks().all());
    if (copy.isPresent()) {
      if (now != Power.OFF) {
        VmTasks.run(write, api -> api.powerOffVM_Task(vm.ref()));
        now = Power.OFF;
      }
      VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
      spec.setDeviceChange(new VirtualDeviceConfigSpec[] {copy.get().destroyed()});
      spec.setBootOptions(rescue.before());
      reconfigure(vm, spec, write);
    } else {
      sweep(vm, read, write);
    }
    if (now == Power.OFF && rescue.power() == Power.ON) {
      VmTasks.run(write, api -> api.powerOnVM_Task(vm.ref(), null));
    }
    reconfigure(vm, marked(""), write);
  }

  /** Deletes the file of a copy that was made but never attached, if there is one. */
  static void sweep(InstanceState vm, Inventory read, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Optional<VmRescue> rescue =
        VmRescue.of(vm.vm()).filter(r -> r.copy(vm.disks().all()).isEmpty());
    if (rescue.isEmpty()) {
      return;
    }
    try {
      VmTasks.run(
          write,
          api ->
              api.deleteVirtualDisk_Task(
                  write.content().getVirtualDiskManager(),
                  rescue.get().file(),
                  datacenter(vm.ref(), read)));
    } catch (ModuleException e) {
      if (!(Faults.is(e, FileNotFound.class))) {
        throw e;
      }
    }
  }

  public static VirtualMachineConfigSpec marked(String mark) {
    VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    spec.setExtraConfig(Marks.options(Map.of(Marks.RESCUE, mark)));
    return spec;
  }

  public static void reconfigure(
      InstanceState vm, VirtualMachineConfigSpec spec, VsphereWriter write)
      throws ModuleException, InterruptedException {
    VmTasks.run(write, api -> api.reconfigVM_Task(vm.ref(), spec));
  }

  /**
   * The datacenter of a VM, in which file names on datastores are looked up; null if it cannot be
   * read.
   */
  public static ManagedObjectReference datacenter(ManagedObjectReference vm, Inventory read) {
    InventoryPath at = read.path(vm);
    return read.all("Datacenter").stream()
        .filter(item -> at.isBelow(read.path(item.ref())))
        .map(Item::ref)
        .findFirst()
        .orElse(null);
  }
}
