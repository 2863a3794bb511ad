package dev.provision.simulator.vm;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** {@code VirtualMachineSnapshot}, and the methods of a VM that make and remove snapshots. */
public final class VirtualMachineSnapshot implements ManagedType {
  private static final String TYPE = "VirtualMachineSnapshot";

  private static final Duration TIME = Duration.ofMillis(150);

  private final World world;
  private final DatastoreContents files;
  private final Tasks tasks;
  private final Snapshots snapshots;
  private final VirtualMachinePower power;

  public VirtualMachineSnapshot(
      World world,
      DatastoreContents files,
      Tasks tasks,
      Snapshots snapshots,
      VirtualMachinePower power) {
    this.world = world;
    this.files = files;
    this.tasks = tasks;
    this.snapshots = snapshots;
    this.power = power;
  }

  @Override
  public void register(Registry registry) {
    String state = "VirtualMachine.State.";
    registry
        .schema(TYPE + " < ExtensibleManagedObject: childSnapshot config vm")
        .on("VirtualMachine", "CreateSnapshot_Task", state + "CreateSnapshot", this::create)
        .on("VirtualMachine", "RemoveAllSnapshots_Task", state + "RemoveSnapshot", this::removeAll)
        .on(TYPE, "RemoveSnapshot_Task", "", this::remove)
        .on(TYPE, "RevertToSnapshot_Task", "", this::revert)
        .on(TYPE, "RenameSnapshot", "", this::rename)
        .on(
            "VirtualMachine",
            "RevertToCurrentSnapshot_Task",
            state + "RevertToSnapshot",
            this::revertToCurrent);
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
          boolean runs = VmState.power(vm) == VirtualMachinePowerState.poweredOn;
          if (memory
              && runs
              && VmFiles.disks(VmFiles.config(vm)).stream().anyMatch(Snapshots::isIndependent)) {
            throw Refuse.state(
                "Cannot take a memory snapshot, since the virtual machine is configured with"
                    + " independent disks.");
          }
          files.room(files.place(VmFiles.config(vm).files.vmPathName).datastore(), 2 << 20);
          return () -> {
            ManagedObjectReference taken = snapshots.take(vm, name, description);
            VirtualMachineSnapshotInfo info = Values.copy(Snapshots.info(vm));
            SnapshotTrees.of(
                info.rootSnapshotList,
                taken,
                memory ? VmState.power(vm) : VirtualMachinePowerState.poweredOff,
                quiesce && runs && !memory);
            world.set(vm, "snapshot", info);
            return taken;
          };
        });
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
            snapshots.dropAll(vm);
            snapshots.consolidate(vm);
            return null;
          };
        });
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
                vm,
                "snapshot",
                SnapshotTrees.without(Snapshots.info(vm), in.self().ref(), children, gone));
            gone.forEach(ref -> world.get(ref).ifPresent(world::remove));
            snapshots.consolidate(vm);
            return null;
          };
        });
  }

  private Object revert(Invocation in) throws VimFault {
    return revert(in, vmOf(in.self()), in.self());
  }

  /**
   * The state after a revert to a snapshot with memory: a VM that ran then runs again, or with
   * {@code suppressPowerOn} is suspended.
   */
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
    if (Snapshots.info(in.self()) == null) {
      throw Refuse.with(new NotFound(), "The virtual machine has no current snapshot.");
    }
    return revert(in, in.self(), in.find(Snapshots.info(in.self()).currentSnapshot));
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
              if (!Snapshots.isIndependent(disk)) {
                files.remove(files.place(VmFiles.file(disk)));
              }
            }
            for (VirtualDisk disk : VmFiles.disks(config)) {
              if (!Snapshots.isIndependent(disk)) {
                snapshots.child(disk, (VirtualDiskFlatVer2BackingInfo) Values.copy(disk.backing));
              }
            }
            config.name = VmFiles.config(vm).name;
            VmModel.stamp(world, config);
            world.set(vm, "config", config);
            world.set(vm, "guest", VmModel.noGuest(config));
            VirtualMachineSnapshotInfo info = Values.copy(Snapshots.info(vm));
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
    VirtualMachineSnapshotInfo info = Values.copy(Snapshots.info(vm));
    SnapshotTrees.rename(
        info.rootSnapshotList,
        in.self().ref(),
        in.maybe("name", String.class),
        in.maybe("description", String.class));
    world.set(vm, "snapshot", info);
    return null;
  }
}
