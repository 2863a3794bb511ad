package dev.provision.simulator.lab;

import com.vmware.vim25.GuestInfo;
import com.vmware.vim25.HostHardwareSummary;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.compute.HostSystem;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.spi.schema.DataSize;

/** What {@code provision simulator show} says about one object of a simulated vCenter. */
public final class LabFacts {
  private LabFacts() {}

  /** Empty for objects that only hold others, such as folders. */
  public static String of(World world, DatastoreContents files, Managed object) {
    if (object.is("VirtualMachine")) {
      return vm(world, object);
    }
    if (object.is("HostSystem")) {
      HostHardwareSummary hardware = object.get(HostSystem.HARDWARE, HostHardwareSummary.class);
      long used = HostSystem.usedMemoryMb(world, object);
      return hardware.numCpuThreads
          + " CPU threads, "
          + DataSize.ofMebibytes(used)
          + " of "
          + DataSize.ofMebibytes(hardware.memorySize >> 20)
          + " of memory used"
          + (object.get("runtime", HostRuntimeInfo.class).inMaintenanceMode
              ? ", in maintenance mode"
              : "");
    }
    if (object.is("Datastore")) {
      return DataSize.ofMebibytes(files.free(object) >> 20)
          + " of "
          + DataSize.ofMebibytes(DatastoreContents.capacity(object) >> 20)
          + " free";
    }
    return object.is("Network") ? "network" : "";
  }

  private static String vm(World world, Managed vm) {
    VirtualMachineConfigInfo config = VmFiles.config(vm);
    String size =
        config.hardware.numCPU
            + " CPUs, "
            + DataSize.ofMebibytes(config.hardware.memoryMB)
            + " of memory";
    if (config.template) {
      return "template, " + size;
    }
    String host = world.need(vm.get("runtime", VirtualMachineRuntimeInfo.class).host).name();
    String address = vm.get("guest", GuestInfo.class).ipAddress;
    boolean on = VmState.power(vm) == VirtualMachinePowerState.poweredOn;
    return (on
            ? "on"
            : VmState.power(vm) == VirtualMachinePowerState.suspended ? "suspended" : "off")
        + ", "
        + size
        + ", host "
        + host
        + (address == null ? "" : ", " + address);
  }
}
