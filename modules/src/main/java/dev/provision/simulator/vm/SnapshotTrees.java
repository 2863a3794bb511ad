package dev.provision.simulator.vm;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import dev.provision.simulator.world.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tree of a VM's snapshots, as values. */
final class SnapshotTrees {
  private SnapshotTrees() {}

  /** Adds a snapshot below the current one and makes it the current one. */
  static VirtualMachineSnapshotInfo added(
      VirtualMachineSnapshotInfo before, VirtualMachineSnapshotTree tree) {
    VirtualMachineSnapshotInfo info =
        before == null ? new VirtualMachineSnapshotInfo() : Values.copy(before);
    VirtualMachineSnapshotTree current = find(info.rootSnapshotList, info.currentSnapshot);
    if (current == null) {
      info.rootSnapshotList =
          Values.plus(info.rootSnapshotList, tree, VirtualMachineSnapshotTree.class);
    } else {
      current.childSnapshotList =
          Values.plus(current.childSnapshotList, tree, VirtualMachineSnapshotTree.class);
    }
    info.currentSnapshot = tree.snapshot;
    return info;
  }

  /**
   * Removes a snapshot; its children take its place or are removed with it.
   *
   * @param gone receives all that were removed
   * @return null when none is left
   */
  static VirtualMachineSnapshotInfo without(
      VirtualMachineSnapshotInfo before,
      ManagedObjectReference ref,
      boolean children,
      Set<ManagedObjectReference> gone) {
    VirtualMachineSnapshotInfo info = Values.copy(before);
    Optional<ManagedObjectReference> parent = parent(info.rootSnapshotList, ref, null);
    info.rootSnapshotList = without(info.rootSnapshotList, ref, children, gone);
    if (info.rootSnapshotList == null) {
      return null;
    }
    if (gone.contains(info.currentSnapshot)) {
      info.currentSnapshot = parent.orElse(null);
    }
    return info;
  }

  private static VirtualMachineSnapshotTree[] without(
      VirtualMachineSnapshotTree[] trees,
      ManagedObjectReference ref,
      boolean children,
      Set<ManagedObjectReference> gone) {
    List<VirtualMachineSnapshotTree> left = new ArrayList<>();
    for (VirtualMachineSnapshotTree each : of(trees)) {
      if (!Values.isSame(each.snapshot, ref)) {
        each.childSnapshotList = without(each.childSnapshotList, ref, children, gone);
        left.add(each);
        continue;
      }
      gone.add(each.snapshot);
      if (children) {
        collect(each.childSnapshotList, gone);
      } else {
        left.addAll(List.of(of(each.childSnapshotList)));
      }
    }
    return left.isEmpty() ? null : left.toArray(new VirtualMachineSnapshotTree[0]);
  }

  private static void collect(
      VirtualMachineSnapshotTree[] trees, Set<ManagedObjectReference> into) {
    for (VirtualMachineSnapshotTree each : of(trees)) {
      into.add(each.snapshot);
      collect(each.childSnapshotList, into);
    }
  }

  private static Optional<ManagedObjectReference> parent(
      VirtualMachineSnapshotTree[] trees,
      ManagedObjectReference ref,
      ManagedObjectReference above) {
    for (VirtualMachineSnapshotTree each : of(trees)) {
      if (Values.isSame(each.snapshot, ref)) {
        return Optional.ofNullable(above);
      }
      Optional<ManagedObjectReference> below = parent(each.childSnapshotList, ref, each.snapshot);
      if (below.isPresent()) {
        return below;
      }
    }
    return Optional.empty();
  }

  static void rename(
      VirtualMachineSnapshotTree[] trees,
      ManagedObjectReference ref,
      Optional<String> name,
      Optional<String> description) {
    VirtualMachineSnapshotTree found = find(trees, ref);
    if (found != null) {
      found.name = name.orElse(found.name);
      found.description = description.orElse(found.description);
    }
  }

  /** Stores the VM's power state at the time of a snapshot, and whether its guest was quiesced. */
  static void of(
      VirtualMachineSnapshotTree[] trees,
      ManagedObjectReference ref,
      VirtualMachinePowerState power,
      boolean quiesced) {
    VirtualMachineSnapshotTree found = find(trees, ref);
    if (found != null) {
      found.state = power;
      found.quiesced = quiesced;
    }
  }

  /** The power state that a VM has after a revert to this snapshot. */
  static VirtualMachinePowerState powerOf(
      VirtualMachineSnapshotTree[] trees, ManagedObjectReference ref) {
    VirtualMachineSnapshotTree found = find(trees, ref);
    return found == null ? VirtualMachinePowerState.poweredOff : found.state;
  }

  private static VirtualMachineSnapshotTree find(
      VirtualMachineSnapshotTree[] trees, ManagedObjectReference ref) {
    for (VirtualMachineSnapshotTree each : of(trees)) {
      if (Values.isSame(each.snapshot, ref)) {
        return each;
      }
      VirtualMachineSnapshotTree below = find(each.childSnapshotList, ref);
      if (below != null) {
        return below;
      }
    }
    return null;
  }

  private static VirtualMachineSnapshotTree[] of(VirtualMachineSnapshotTree[] trees) {
    return trees == null ? new VirtualMachineSnapshotTree[0] : trees;
  }
}
