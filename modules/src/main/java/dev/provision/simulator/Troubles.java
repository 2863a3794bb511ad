package dev.provision.simulator;

import com.vmware.vim25.VirtualMachineConnectionState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.inventory.DisabledMethods;
import dev.provision.simulator.vm.LostFiles;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;

/**
 * Trouble that a VM gets into without a call of ours: its files cannot be reached, a backup
 * disables its methods, a snapshot's files wait to be consolidated.
 */
public final class Troubles {
  private final Simulator simulator;
  private final World world;

  public Troubles(Simulator simulator) {
    this.simulator = simulator;
    this.world = simulator.world();
  }

  /** One kind of trouble for one VM. */
  private interface Trouble {
    void happenTo(Managed vm);
  }

  private void on(String name, Trouble trouble) {
    simulator.locked(
        () -> {
          trouble.happenTo(
              world.all("VirtualMachine").stream()
                  .filter(each -> each.name().equals(Names.kept(name)))
                  .findFirst()
                  .orElseThrow());
          world.signal();
          return null;
        });
  }

  /** Puts the files of a VM out of reach, or within reach again with {@code connected}. */
  public void reach(String vm, VirtualMachineConnectionState state) {
    on(vm, found -> LostFiles.reach(world, found, state));
  }

  /**
   * Disables a method, as a backup does while it reads ({@code ManagedEntity.disabledMethod}).
   *
   * @param source who does it; empty to enable it again
   */
  public void disable(String vm, String method, String source) {
    on(vm, found -> DisabledMethods.disable(world, found, method, source));
  }

  /** Leaves the files of a removed snapshot in use ({@code consolidationNeeded}). */
  public void needConsolidation(String vm) {
    on(vm, this::needConsolidation);
  }

  private void needConsolidation(Managed vm) {
    VirtualMachineRuntimeInfo runtime =
        Values.copy(vm.get("runtime", VirtualMachineRuntimeInfo.class));
    runtime.consolidationNeeded = true;
    world.set(vm, "runtime", runtime);
  }
}
