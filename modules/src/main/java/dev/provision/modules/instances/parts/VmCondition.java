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
 * How a VM is, besides what is declared of it.
 *
 * @param reach what vCenter sees of it ({@code runtime.connectionState})
 * @param task what is done to it now, in nova's word; empty for nothing
 * @param others what other products do to it
 * @param setup how far its guest is with its customization
 */
public record VmCondition(Reach reach, Optional<String> task, GuestSetup setup, VmOthers others) {
  private static final String CONNECTION = "runtime.connectionState";

  /** What vCenter sees of a VM. */
  public enum Reach {
    /** All of it. */
    SEEN,
    /** What it knew before its host went away. */
    LAST_KNOWN,
    /** That there was one: its files or its host's entry are gone, or it cannot be read. */
    LOST
  }

  public static VmCondition read(Item vm, Power power, Inventory inventory) {
    return new VmCondition(
        reach(vm, inventory),
        VmTask.of(vm.ref(), power, inventory),
        GuestSetup.read(vm),
        VmOthers.read(vm));
  }

  /** Of one that is created; the item of one has no properties. */
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
