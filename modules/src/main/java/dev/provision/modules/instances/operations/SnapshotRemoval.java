package dev.provision.modules.instances.operations;

import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.VmSnapshots;
import dev.provision.modules.instances.vm.VmTasks;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Intent;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Operation;
import dev.provision.spi.Owned;
import dev.provision.spi.Scene;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;

/** Removes snapshots of one name, but only those that {@code provision snapshot} took. */
final class SnapshotRemoval implements Intent.Goal<InstanceState, Inventory, VsphereWriter> {
  private static final String FIELD = "snapshot";

  private final Operation.Asked asked;
  private final String name;

  SnapshotRemoval(Operation.Asked asked, String name) {
    this.asked = asked;
    this.name = name;
  }

  @Override
  public List<Change> diff(Owned<InstanceState> it, Scene<Inventory> scene) {
    List<VmSnapshots.Taken> there = VmSnapshots.of(it.state().vm(), scene.read()).named(name);
    if (there.isEmpty()) {
      return List.of();
    }
    Change change = Change.inPlace(FIELD, name, Change.ABSENT);
    return List.of(
        there.stream().anyMatch(taken -> taken.isOf(asked.environment()))
            ? change
            : change.with(
                Effect.REFUSED,
                "has a snapshot `" + name + "` that is somebody else's, so it is left alone"));
  }

  @Override
  public void make(
      Owned<InstanceState> it, Scene<Inventory> scene, List<Change> changes, VsphereWriter write)
      throws ModuleException, InterruptedException {
    write.touched(it.state().ref());
    for (VmSnapshots.Taken taken : VmSnapshots.of(it.state().vm(), scene.read()).named(name)) {
      if (taken.isOf(asked.environment())) {
        // keeps its child snapshots, and merges its disks
        VmTasks.run(write, api -> api.removeSnapshot_Task(taken.ref(), false, true));
      }
    }
  }
}
