package dev.provision.modules.instances.operations;

import dev.provision.modules.instances.make.RescueCleanup;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.VmRescue;
import dev.provision.spi.Change;
import dev.provision.spi.Intent;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.spi.Scene;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;

/**
 * Ends rescue mode: switches the VM off, deletes the copy and restores the boot order in one
 * reconfigure, switches it on if it was on before, and only then removes the mark.
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
    RescueCleanup.end(it.state(), scene.read(), write);
  }
}
