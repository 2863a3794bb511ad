package dev.provision.modules.instances;

import com.vmware.vim25.VirtualMachineConnectionState;
import dev.provision.vsphere.Inventory;
import dev.provision.vsphere.Item;
import java.util.Optional;

/**
 * How a VM is, besides what is declared of it.
 *
 * @param reach what vCenter sees of it ({@code runtime.connectionState})
 * @param task what is done to it now, in nova's word; empty for nothing
 * @param setup how far its guest is with its customization
 */
record VmCondition(Reach reach, Optional<String> task, GuestSetup setup) {
  private static final String CONNECTION = "runtime.connectionState";

  /** What vCenter sees of a VM. */
  enum Reach {
    /** All of it. */
    SEEN,
    /** What it knew before its host went away. */
    LAST_KNOWN,
    /** That there was one: its files or its host's entry are gone, or it cannot be read. */
    LOST
  }

  static VmCondition read(Item vm, Inventory inventory) {
    return new VmCondition(
        reach(vm, inventory),
        VmTask.of(vm.ref(), StateReading.power(vm), inventory),
        GuestSetup.read(vm));
  }

  private static Reach reach(Item vm, Inventory inventory) {
    VirtualMachineConnectionState state =
        vm.get(CONNECTION, VirtualMachineConnectionState.class)
            .orElse(VirtualMachineConnectionState.connected);
    if (state == VirtualMachineConnectionState.disconnected) {
      return Reach.LAST_KNOWN;
    }
    boolean hasConfig =
        !inventory.isFull(vm.ref()) || vm.properties().containsKey(StateReading.HARDWARE);
    return state == VirtualMachineConnectionState.connected && hasConfig ? Reach.SEEN : Reach.LOST;
  }
}
