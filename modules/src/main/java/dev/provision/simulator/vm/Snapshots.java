package dev.provision.simulator.vm;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.Place;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.HashSet;
import java.util.Set;

/** What snapshots do to a VM's disks: each freezes them, and writes go to a child of them. */
public final class Snapshots {
  private static final long DELTA_BYTES = 1 << 20;

  private final World world;
  private final DatastoreContents files;

  public Snapshots(World world, DatastoreContents files) {
    this.world = world;
    this.files = files;
  }

  public static VirtualMachineSnapshotInfo info(Managed vm) {
    return vm.get("snapshot", VirtualMachineSnapshotInfo.class);
  }

  /** The keys of the disks that any snapshot of a VM holds. */
  static Set<Integer> disksIn(World world, Managed vm) {
    Set<Integer> keys = new HashSet<>();
    for (Managed snapshot : world.all("VirtualMachineSnapshot")) {
      if (Values.isSame(snapshot.get("vm", ManagedObjectReference.class), vm.ref())) {
        for (VirtualDisk disk :
            VmFiles.disks(snapshot.get("config", VirtualMachineConfigInfo.class))) {
          if (!isIndependent(disk)) {
            keys.add(disk.key);
          }
        }
      }
    }
    return keys;
  }

  static boolean isIndependent(VirtualDisk disk) {
    return disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat
        && flat.diskMode != null
        && flat.diskMode.startsWith("independent");
  }

  /** Takes a snapshot of a VM as it is now. */
  public ManagedObjectReference take(Managed vm, String name, String description) throws VimFault {
    Managed snapshot = world.add("VirtualMachineSnapshot", "snapshot-");
    VirtualMachineConfigInfo frozen = VmFiles.config(vm);
    world.set(snapshot, "vm", vm.ref());
    world.set(snapshot, "config", frozen);
    VirtualMachineConfigInfo config = Values.copy(frozen);
    for (VirtualDisk disk : VmFiles.disks(config)) {
      if (!isIndependent(disk)) {
        child(disk, (VirtualDiskFlatVer2BackingInfo) Values.copy(disk.backing));
      }
    }
    VmModel.stamp(world, config);
    world.set(vm, "config", config);
    VirtualMachineSnapshotTree tree = new VirtualMachineSnapshotTree();
    tree.snapshot = snapshot.ref();
    tree.vm = vm.ref();
    tree.name = name;
    tree.description = description;
    tree.id = (int) world.nextId();
    tree.createTime = world.calendar();
    tree.state = VirtualMachinePowerState.poweredOff;
    tree.quiesced = false;
    world.set(vm, "snapshot", SnapshotTrees.added(info(vm), tree));
    return snapshot.ref();
  }

  /** Gives a disk a new file, a child of the frozen one. */
  void child(VirtualDisk disk, VirtualDiskFlatVer2BackingInfo parent) throws VimFault {
    Place base = files.place(parent.fileName);
    String stem = base.lastName().replaceFirst("(-\\d{6})?\\.vmdk$", "");
    for (int i = 1; ; i++) {
      Place place = base.sibling(String.format("%s-%06d.vmdk", stem, i));
      if (files.find(place).isEmpty()) {
        files.putDisk(place, disk.capacityInKB, DELTA_BYTES, true);
        VirtualDiskFlatVer2BackingInfo backing = Values.copy(parent);
        backing.fileName = place.text();
        backing.parent = parent;
        disk.backing = backing;
        return;
      }
    }
  }

  /** Merges disks with parents that no snapshot and no other VM uses any more. */
  void consolidate(Managed vm) throws VimFault {
    Set<String> held = new HashSet<>();
    for (Managed snapshot : world.all("VirtualMachineSnapshot")) {
      VirtualMachineConfigInfo config = snapshot.get("config", VirtualMachineConfigInfo.class);
      VmFiles.disks(config).forEach(disk -> held.add(VmFiles.file(disk)));
    }
    for (Managed other : world.all("VirtualMachine")) {
      if (other != vm) {
        VmFiles.disks(VmFiles.config(other)).forEach(disk -> held.addAll(VmFiles.chain(disk)));
      }
    }
    VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
    Place vmx = files.place(config.files.vmPathName);
    for (VirtualDisk disk : VmFiles.disks(config)) {
      VirtualDiskFlatVer2BackingInfo at = (VirtualDiskFlatVer2BackingInfo) disk.backing;
      while (at.parent != null
          && !held.contains(at.parent.fileName)
          && files.place(at.parent.fileName).folder().equals(vmx.folder())) {
        files.remove(files.place(at.fileName));
        at = at.parent;
      }
      disk.backing = at;
    }
    VmModel.stamp(world, config);
    world.set(vm, "config", config);
  }

  /** Removes a VM's snapshots, but not the files of their disks. */
  void dropAll(Managed vm) {
    for (Managed snapshot : world.all("VirtualMachineSnapshot")) {
      if (Values.isSame(snapshot.get("vm", ManagedObjectReference.class), vm.ref())) {
        world.remove(snapshot);
      }
    }
    world.set(vm, "snapshot", null);
  }
}
