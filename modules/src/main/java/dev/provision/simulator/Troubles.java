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
 * What befalls a VM without a call of ours: its files get out of reach, a backup disables its
 * methods, a snapshot's files wait to be consolidated.
 */
public final class Troubles {
  private final Simulator simulator;
  private final World world;

  public Troubles(Simulator simulator) {
    this.simulator = simulator;
    this.world = simulator.world();
  }

  /** What befalls one VM. */
  private interface Trouble {
    void befall(Managed vm);
  }

  private void on(String name, Trouble trouble) {
    simulator.locked(
        () -> {
          trouble.befall(
              world.all("VirtualMachine").stream()
                  .filter(each -> each.name().equals(Names.kept(name)))
                  .findFirst()
                  .orElseThrow());
          world.signal();
          return null;
        });
  }

  /** The files of a VM get out of reach, or into it again ({@code connected}). */
  public void reach(String vm, VirtualMachineConnectionState state) {
    on(vm, found -> LostFiles.reach(world, found, state));
  }

  /**
   * A method is disabled, as backups do while they read ({@code ManagedEntity.disabledMethod}).
   *
   * @param source who does it; empty to enable it again
   */
  public void disable(String vm, String method, String source) {
    on(vm, found -> DisabledMethods.disable(world, found, method, source));
  }

  /** The files of a snapshot that is gone are still in use ({@code consolidationNeeded}). */
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
