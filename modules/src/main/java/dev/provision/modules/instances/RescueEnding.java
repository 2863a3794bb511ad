package dev.provision.modules.instances;

import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.Change;
import dev.provision.spi.Intent;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.spi.Scene;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.util.List;
import java.util.Optional;

/**
 * Ends rescue mode: off, the copy deleted and the boot order as before in one reconfigure, on if it
 * was, and only then the mark taken away.
 */
final class RescueEnding implements Intent.Goal<InstanceState, Inventory, VsphereWriter> {
  @Override
  public List<Change> diff(Owned<InstanceState> it, Scene<Inventory> scene) {
    return VmRescue.of(it.state().vm())
        .map(rescue -> List.of(Change.inPlace("rescue", rescue.image(), Change.ABSENT)))
        .orElse(List.of());
  }

  @Override
  public void make(
      Owned<InstanceState> it, Scene<Inventory> scene, List<Change> changes, VsphereWriter write)
      throws ModuleException, InterruptedException {
    end(it.state(), scene.read(), new InstanceWrites(write), write);
  }

  /** Ends it for a VM that is in rescue mode. */
  static void end(InstanceState vm, Inventory read, InstanceWrites writes, VsphereWriter write)
      throws ModuleException, InterruptedException {
    VmRescue rescue = VmRescue.of(vm.vm()).orElseThrow();
    write.touched(vm.ref());
    Power now = vm.power();
    Optional<Disk> copy = rescue.copy(vm.disks().all());
    if (copy.isPresent()) {
      if (now != Power.OFF) {
        writes.run(() -> write.api().powerOffVM_Task(vm.ref()));
        now = Power.OFF;
      }
      VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
      spec.setDeviceChange(new VirtualDeviceConfigSpec[] {copy.get().destroyed()});
      spec.setBootOptions(rescue.before());
      Rescuing.reconfigure(vm, spec, writes, write);
    } else {
      sweep(vm, read, writes, write);
    }
    if (now == Power.OFF && rescue.power() == Power.ON) {
      writes.run(() -> write.api().powerOnVM_Task(vm.ref(), null));
    }
    Rescuing.reconfigure(vm, Rescuing.marked(""), writes, write);
  }

  /** Deletes the file of a copy that was made and never attached, where there is one. */
  static void sweep(InstanceState vm, Inventory read, InstanceWrites writes, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Optional<VmRescue> rescue =
        VmRescue.of(vm.vm()).filter(r -> r.copy(vm.disks().all()).isEmpty());
    if (rescue.isEmpty()) {
      return;
    }
    try {
      writes.run(
          () ->
              write
                  .api()
                  .deleteVirtualDisk_Task(
                      write.content().getVirtualDiskManager(),
                      rescue.get().file(),
                      Rescuing.datacenter(vm.ref(), read)));
    } catch (ModuleException e) {
      if (!(Faults.is(e, FileNotFound.class))) {
        throw e;
      }
    }
  }
}
