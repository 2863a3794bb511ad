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
 * Ends rescue mode: off, the copy deleted and the boot order as before in one reconfigure, on if it
 * was, and only then the mark taken away.
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
