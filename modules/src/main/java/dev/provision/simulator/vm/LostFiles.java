package dev.provision.simulator.vm;

import com.vmware.vim25.VirtualMachineConnectionState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;
import java.util.Set;

/** A VM whose files are out of reach: what vCenter does not show of it, and what it refuses. */
public final class LostFiles {
  /** Set while the VM's files are out of reach; the API has no such property. */
  private static final String LOST = "sim.lost";

  private static final Set<String> HIDDEN =
      Set.of(
          "config",
          "layout",
          "layoutEx",
          "guest",
          "snapshot",
          "rootSnapshot",
          "resourceConfig",
          "environmentBrowser");

  private LostFiles() {}

  /** Puts a VM's files out of reach, or within reach again with {@code connected}. */
  public static void reach(World world, Managed vm, VirtualMachineConnectionState state) {
    VirtualMachineRuntimeInfo runtime = Values.copy(VmState.runtime(vm));
    runtime.connectionState = state;
    world.set(vm, "runtime", runtime);
    world.set(vm, LOST, state == VirtualMachineConnectionState.connected ? null : state.name());
  }

  static boolean isLost(Managed object) {
    return object.get(LOST) != null;
  }

  static boolean hides(Managed object, String property) {
    return isLost(object) && HIDDEN.contains(property);
  }

  static Optional<VimFault> refusal(Managed object, String type, String method) {
    boolean writes =
        (type.equals("VirtualMachine") && !method.equals("UnregisterVM"))
            || method.equals("Destroy_Task");
    return isLost(object) && writes
        ? Optional.of(
            Refuse.state("The operation is not allowed in the current connection state of the VM."))
        : Optional.empty();
  }
}
