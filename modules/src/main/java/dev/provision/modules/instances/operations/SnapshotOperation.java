package dev.provision.modules.instances.operations;

import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.VmSnapshots;
import dev.provision.spi.Intent;
import dev.provision.spi.Operation;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;

/** {@code provision snapshot}: takes, lists and removes snapshots of instances. */
public final class SnapshotOperation implements Operation<InstanceState, Inventory, VsphereWriter> {
  @Override
  public String name() {
    return "snapshot";
  }

  @Override
  public String summary() {
    return "Take a snapshot of every instance, or of one; list or remove those that were taken.";
  }

  @Override
  public String example() {
    return "provision snapshot playbooks/quickstart.yml --name before-upgrade";
  }

  @Override
  public List<Flag> flags() {
    return List.of(
        new Flag("name", "NAME", "what it is called; the run's id when left out"),
        new Flag("memory", "", "with the memory of what runs, which a revert brings back running"),
        new Flag("quiesce", "", "with the guest's file systems at rest; needs VMware Tools"),
        new Flag("list", "", "only list the snapshots that are there"),
        new Flag("delete", "NAME", "remove the snapshots of that name that were taken so"));
  }

  @Override
  public boolean isForOne() {
    return false;
  }

  @Override
  public String doing() {
    return "working on its snapshots";
  }

  @Override
  public String done() {
    return "done";
  }

  @Override
  public Intent<InstanceState, Inventory, VsphereWriter> intent(Asked asked) {
    boolean takes = asked.has("name") || asked.has("memory") || asked.has("quiesce");
    if (asked.has("list") ? takes || asked.has("delete") : takes && asked.has("delete")) {
      throw new IllegalArgumentException(
          "--list and --delete stand alone: they take no snapshot, so the other options mean"
              + " nothing");
    }
    if (asked.has("memory") && asked.has("quiesce")) {
      throw new IllegalArgumentException(
          "--memory and --quiesce exclude each other: what comes back running was never at rest");
    }
    if (asked.has("list")) {
      return new SnapshotList(asked.environment());
    }
    return asked.has("delete")
        ? new SnapshotRemoval(asked, VmSnapshots.checked(asked.value("delete").orElseThrow()))
        : new SnapshotTaking(
            asked, VmSnapshots.checked(asked.value("name").orElse("provision-" + asked.runId())));
  }
}
