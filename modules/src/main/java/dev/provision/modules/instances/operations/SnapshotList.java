package dev.provision.modules.instances.operations;

import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.VmSnapshots;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Intent;
import dev.provision.spi.Owned;
import dev.provision.spi.Scene;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code provision snapshot --list}: prints the snapshots of a VM as a tree. */
record SnapshotList(EnvironmentId environment)
    implements Intent.Sight<InstanceState, Inventory, VsphereWriter> {
  @Override
  public List<String> lines(Owned<InstanceState> it, Scene<Inventory> scene) {
    VmSnapshots snapshots = VmSnapshots.of(it.state().vm(), scene.read());
    if (snapshots.all().isEmpty()) {
      return List.of(it.address() + ": no snapshot");
    }
    List<String> lines = new ArrayList<>();
    for (VmSnapshots.Taken taken : snapshots.all()) {
      lines.add(
          it.address()
              + ": "
              + "  ".repeat(taken.depth())
              + "`"
              + taken.name()
              + "`"
              + (taken.when().isEmpty() ? "" : ", " + taken.when())
              + (taken.running() ? ", with memory" : "")
              + (taken.isOf(environment) ? "" : ", somebody else's")
              + (snapshots.current().equals(Optional.of(taken.ref())) ? ", current" : ""));
    }
    return lines;
  }
}
