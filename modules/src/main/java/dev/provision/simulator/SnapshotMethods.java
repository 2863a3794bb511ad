package dev.provision.simulator;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import dev.provision.simulator.DatastoreContents.Place;
import dev.provision.vsphere.VimFault;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Snapshots of VMs: each freezes the disks that it holds, and writes go to a child of them. */
final class SnapshotMethods {
  private static final Duration TIME = Duration.ofMillis(150);
  private static final long DELTA_BYTES = 1 << 20;

  private final World world;
  private final Tasks tasks;
  private final PowerMethods power;

  SnapshotMethods(World world, Tasks tasks, PowerMethods power) {
    this.world = world;
    this.tasks = tasks;
    this.power = power;
  }

  void methods(Methods methods) {
    String state = "VirtualMachine.State.";
    methods
        .on("VirtualMachine", "CreateSnapshot_Task", state + "CreateSnapshot", this::create)
        .on("VirtualMachine", "RemoveAllSnapshots_Task", state + "RemoveSnapshot", this::removeAll)
        .on("VirtualMachineSnapshot", "RemoveSnapshot_Task", "", this::remove)
        .on("VirtualMachineSnapshot", "RevertToSnapshot_Task", "", this::revert)
        .on("VirtualMachineSnapshot", "RenameSnapshot", "", this::rename)
        .on(
            "VirtualMachine",
            "RevertToCurrentSnapshot_Task",
            state + "RevertToSnapshot",
            this::revertToCurrent);
  }

  static VirtualMachineSnapshotInfo info(Managed vm) {
    return vm.get("snapshot", VirtualMachineSnapshotInfo.class);
  }

  /** The keys of the disks that any snapshot of a VM holds. */
  static Set<Integer> disksInSnapshots(World world, Managed vm) {
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

  private static boolean isIndependent(VirtualDisk disk) {
    return disk.backing instanceof VirtualDiskFlatVer2BackingInfo flat
        && flat.diskMode != null
        && flat.diskMode.startsWith("independent");
  }

  private Object create(Invocation in) throws VimFault {
    Managed vm = in.self();
    String name = in.text("name");
    String description = in.maybe("description", String.class).orElse("");
    boolean memory = in.flag("memory", false);
    boolean quiesce = in.flag("quiesce", false);
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          if (VmFiles.config(vm).template) {
            throw Refuse.notSupported("a template cannot have a new snapshot");
          }
          boolean runs = VmModel.power(vm) == VirtualMachinePowerState.poweredOn;
          if (memory
              && runs
              && VmFiles.disks(VmFiles.config(vm)).stream()
                  .anyMatch(SnapshotMethods::isIndependent)) {
            throw Refuse.state(
                "Cannot take a memory snapshot, since the virtual machine is configured with"
                    + " independent disks.");
          }
          world
              .files()
              .room(world.files().place(VmFiles.config(vm).files.vmPathName).datastore(), 2 << 20);
          return () -> {
            ManagedObjectReference taken = take(vm, name, description);
            VirtualMachineSnapshotInfo info = Values.copy(info(vm));
            SnapshotTrees.of(
                info.rootSnapshotList,
                taken,
                memory ? VmModel.power(vm) : VirtualMachinePowerState.poweredOff,
                quiesce && runs && !memory);
            world.set(vm, "snapshot", info);
            return taken;
          };
        });
  }

  ManagedObjectReference take(Managed vm, String name, String description) throws VimFault {
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

  private void child(VirtualDisk disk, VirtualDiskFlatVer2BackingInfo parent) throws VimFault {
    Place base = world.files().place(parent.fileName);
    String stem = base.lastName().replaceFirst("(-\\d{6})?\\.vmdk$", "");
    for (int i = 1; ; i++) {
      Place place = base.sibling(String.format("%s-%06d.vmdk", stem, i));
      if (world.files().find(place).isEmpty()) {
        world.files().putDisk(place, disk.capacityInKB, DELTA_BYTES, true);
        VirtualDiskFlatVer2BackingInfo backing = Values.copy(parent);
        backing.fileName = place.text();
        backing.parent = parent;
        disk.backing = backing;
        return;
      }
    }
  }

  private Object removeAll(Invocation in) {
    Managed vm = in.self();
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          return () -> {
            dropAll(vm);
            consolidate(vm);
            return null;
          };
        });
  }

  /** Takes a VM's snapshots out of the world, not their disks. */
  void dropAll(Managed vm) {
    for (Managed snapshot : world.all("VirtualMachineSnapshot")) {
      if (Values.isSame(snapshot.get("vm", ManagedObjectReference.class), vm.ref())) {
        world.remove(snapshot);
      }
    }
    world.set(vm, "snapshot", null);
  }

  private Managed vmOf(Managed snapshot) throws VimFault {
    return Invocation.find(world, snapshot.get("vm", ManagedObjectReference.class));
  }

  private Object remove(Invocation in) throws VimFault {
    Managed vm = vmOf(in.self());
    boolean children = in.flag("removeChildren", false);
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          return () -> {
            Set<ManagedObjectReference> gone = new LinkedHashSet<>();
            world.set(
                vm, "snapshot", SnapshotTrees.without(info(vm), in.self().ref(), children, gone));
            gone.forEach(ref -> world.get(ref).ifPresent(world::remove));
            consolidate(vm);
            return null;
          };
        });
  }

  /** Folds disks into what no snapshot and no other VM holds any more. */
  private void consolidate(Managed vm) throws VimFault {
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
    Place vmx = world.files().place(config.files.vmPathName);
    for (VirtualDisk disk : VmFiles.disks(config)) {
      VirtualDiskFlatVer2BackingInfo at = (VirtualDiskFlatVer2BackingInfo) disk.backing;
      while (at.parent != null
          && !held.contains(at.parent.fileName)
          && world.files().place(at.parent.fileName).folder().equals(vmx.folder())) {
        world.files().remove(world.files().place(at.fileName));
        at = at.parent;
      }
      disk.backing = at;
    }
    VmModel.stamp(world, config);
    world.set(vm, "config", config);
  }

  private Object revert(Invocation in) throws VimFault {
    return revert(in, vmOf(in.self()), in.self());
  }

  /** With the memory of one that ran, it runs again ({@code suppressPowerOn} keeps it off). */
  private static VirtualMachineRuntimeInfo runtime(
      Managed vm, VirtualMachinePowerState taken, boolean suppress) {
    VirtualMachineRuntimeInfo runtime = VmModel.runtime(hostOf(vm));
    if (taken == VirtualMachinePowerState.suspended
        || taken == VirtualMachinePowerState.poweredOn && suppress) {
      runtime.powerState = VirtualMachinePowerState.suspended;
    }
    return runtime;
  }

  private Object revertToCurrent(Invocation in) throws VimFault {
    if (info(in.self()) == null) {
      throw Refuse.with(new NotFound(), "The virtual machine has no current snapshot.");
    }
    return revert(in, in.self(), in.find(info(in.self()).currentSnapshot));
  }

  private Object revert(Invocation in, Managed vm, Managed snapshot) {
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          return () -> {
            VirtualMachineConfigInfo config =
                Values.copy(snapshot.get("config", VirtualMachineConfigInfo.class));
            for (VirtualDisk disk : VmFiles.disks(VmFiles.config(vm))) {
              if (!isIndependent(disk)) {
                world.files().remove(world.files().place(VmFiles.file(disk)));
              }
            }
            for (VirtualDisk disk : VmFiles.disks(config)) {
              if (!isIndependent(disk)) {
                child(disk, (VirtualDiskFlatVer2BackingInfo) Values.copy(disk.backing));
              }
            }
            config.name = VmFiles.config(vm).name;
            VmModel.stamp(world, config);
            world.set(vm, "config", config);
            world.set(vm, "guest", VmModel.noGuest(config));
            VirtualMachineSnapshotInfo info = Values.copy(info(vm));
            VirtualMachinePowerState taken =
                SnapshotTrees.powerOf(info.rootSnapshotList, snapshot.ref());
            boolean suppress = in.flag("suppressPowerOn", false);
            world.set(vm, "runtime", runtime(vm, taken, suppress));
            if (taken == VirtualMachinePowerState.poweredOn && !suppress) {
              power.on(vm, world.need(hostOf(vm)));
            }
            info.currentSnapshot = snapshot.ref();
            world.set(vm, "snapshot", info);
            return null;
          };
        });
  }

  private static ManagedObjectReference hostOf(Managed vm) {
    return vm.get("runtime", VirtualMachineRuntimeInfo.class).host;
  }

  private Object rename(Invocation in) throws VimFault {
    Managed vm = vmOf(in.self());
    tasks.refuseBusy(vm);
    VirtualMachineSnapshotInfo info = Values.copy(info(vm));
    SnapshotTrees.rename(
        info.rootSnapshotList,
        in.self().ref(),
        in.maybe("name", String.class),
        in.maybe("description", String.class));
    world.set(vm, "snapshot", info);
    return null;
  }
}
