package dev.provision.simulator.world;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;

/** How a VM is at this moment, by its stored {@code runtime}. */
public final class VmState {
  private VmState() {}

  public static VirtualMachineRuntimeInfo runtime(Managed vm) {
    return vm.get("runtime", VirtualMachineRuntimeInfo.class);
  }

  public static VirtualMachinePowerState power(Managed vm) {
    return runtime(vm).powerState;
  }

  public static boolean isOn(Managed vm) {
    return power(vm) == VirtualMachinePowerState.poweredOn;
  }

  /** The host on which it runs, or is registered. */
  public static ManagedObjectReference host(Managed vm) {
    return runtime(vm).host;
  }

  public static boolean isAt(Managed vm, Managed host) {
    return Values.isSame(host(vm), host.ref());
  }
}
