package dev.provision.modules.instances.parts;

import com.vmware.vim25.VirtualMachineConnectionState;
import dev.provision.modules.instances.guest.GuestSetup;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.VmOthers;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.OutOfReach;
import java.util.Optional;

/**
 * The state of a VM that no playbook declares.
 *
 * @param reach what vCenter knows about it ({@code runtime.connectionState})
 * @param task what a running task does to it, in nova's word; empty if none runs
 * @param others what other products do to it
 * @param setup how far the guest's customization is
 */
public record VmCondition(Reach reach, Optional<String> task, GuestSetup setup, VmOthers others) {
  private static final String CONNECTION = "runtime.connectionState";

  /** What vCenter knows about a VM. */
  public enum Reach {
    /** Everything, and it is current. */
    SEEN,
    /** Only what it knew before the host disconnected. */
    LAST_KNOWN,
    /** Only that the VM was there: its files or its host's entry are gone, or it cannot be read. */
    LOST
  }

  public static VmCondition read(Item vm, Power power, Inventory inventory) {
    return new VmCondition(
        reach(vm, inventory),
        VmTask.of(vm.ref(), power, inventory),
        GuestSetup.read(vm),
        VmOthers.read(vm));
  }

  /** The state of a VM that is about to be created. */
  public static VmCondition ofNew(Item none) {
    return new VmCondition(
        Reach.SEEN, Optional.empty(), GuestSetup.read(none), VmOthers.read(none));
  }

  private static Reach reach(Item vm, Inventory inventory) {
    if (OutOfReach.why(vm, inventory).isPresent()) {
      return Reach.LOST;
    }
    return vm.get(CONNECTION, VirtualMachineConnectionState.class)
            .filter(VirtualMachineConnectionState.disconnected::equals)
            .isPresent()
        ? Reach.LAST_KNOWN
        : Reach.SEEN;
  }
}
