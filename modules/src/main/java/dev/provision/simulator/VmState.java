package dev.provision.simulator;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;

/** How a VM is at this moment, by its stored {@code runtime}. */
final class VmState {
  private VmState() {}

  static VirtualMachineRuntimeInfo runtime(Managed vm) {
    return vm.get("runtime", VirtualMachineRuntimeInfo.class);
  }

  static VirtualMachinePowerState power(Managed vm) {
    return runtime(vm).powerState;
  }

  static boolean isOn(Managed vm) {
    return power(vm) == VirtualMachinePowerState.poweredOn;
  }

  /** The host on which it runs, or is registered. */
  static ManagedObjectReference host(Managed vm) {
    return runtime(vm).host;
  }

  static boolean isAt(Managed vm, Managed host) {
    return Values.isSame(host(vm), host.ref());
  }
}
