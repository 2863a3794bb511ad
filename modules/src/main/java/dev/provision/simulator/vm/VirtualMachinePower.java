package dev.provision.simulator.vm;

import com.vmware.vim25.FileLocked;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ToolsUnavailable;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.compute.ClusterAdmission;
import dev.provision.simulator.compute.ClusterRules;
import dev.provision.simulator.compute.ComputeResource;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A VM's power: {@code PowerOnVM_Task} and its like. */
public final class VirtualMachinePower implements ManagedType {
  private static final Duration SHUTDOWN = Duration.ofSeconds(1);
  private static final Duration TIME = Duration.ofMillis(120);

  private final World world;
  private final Tasks tasks;
  private final Guests guests;

  public VirtualMachinePower(World world, Tasks tasks, Guests guests) {
    this.world = world;
    this.tasks = tasks;
    this.guests = guests;
  }

  @Override
  public void register(Registry registry) {
    String privilege = "VirtualMachine.Interact.";
    registry
        .on("VirtualMachine", "PowerOnVM_Task", privilege + "PowerOn", this::powerOn)
        .on("VirtualMachine", "PowerOffVM_Task", privilege + "PowerOff", this::powerOff)
        .on("VirtualMachine", "SuspendVM_Task", privilege + "Suspend", this::suspend)
        .on("VirtualMachine", "ResetVM_Task", privilege + "Reset", this::reset)
        .on("VirtualMachine", "ShutdownGuest", privilege + "PowerOff", this::shutdownGuest)
        .on("VirtualMachine", "RebootGuest", privilege + "Reset", this::rebootGuest)
        .on("VirtualMachine", "StandbyGuest", privilege + "Suspend", this::standbyGuest);
  }

  Object powerOn(Invocation in) throws VimFault {
    Managed vm = in.self();
    Optional<Managed> asked = in.maybeObject("host");
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          Managed host = hostFor(vm, asked);
          return () -> {
            on(vm, hostFor(vm, Optional.of(host)));
            return null;
          };
        });
  }

  /** The host on which a VM can be switched on; DRS may choose another one of its cluster. */
  Managed hostFor(Managed vm, Optional<Managed> asked) throws VimFault {
    VirtualMachineConfigInfo config = VmFiles.config(vm);
    if (config.template) {
      throw Refuse.notSupported("a template cannot be powered on");
    }
    VirtualMachinePowerState now = VmState.power(vm);
    if (now == VirtualMachinePowerState.poweredOn) {
      throw Refuse.power(now, VirtualMachinePowerState.poweredOff);
    }
    unlocked(vm);
    Managed own = world.need(vm.get("runtime", VirtualMachineRuntimeInfo.class).host);
    Managed first = asked.orElse(own);
    try {
      able(config, vm, first);
      return first;
    } catch (VimFault refusal) {
      Managed compute = world.need(own.parent());
      if (asked.isEmpty() && compute.is("ClusterComputeResource") && Site.isDrs(compute)) {
        for (Managed other : ComputeResource.hosts(world, compute)) {
          if (isAble(config, vm, other)) {
            return other;
          }
        }
      }
      throw refusal;
    }
  }

  private boolean isAble(VirtualMachineConfigInfo config, Managed vm, Managed host) {
    try {
      able(config, vm, host);
      return true;
    } catch (VimFault e) {
      return false;
    }
  }

  private void able(VirtualMachineConfigInfo config, Managed vm, Managed host) throws VimFault {
    Site.usable(host);
    for (ManagedObjectReference store : (ManagedObjectReference[]) world.read(vm, "datastore")) {
      Site.mounted(world.need(store), host);
    }
    Site.fits(world, config, host, 0);
    ClusterRules.allow(world, vm, host);
    ClusterAdmission.allow(world, vm, host);
  }

  /** Refuses a VM with a disk that another running VM has open, as the lock of VMFS does. */
  private void unlocked(Managed vm) throws VimFault {
    List<String> own = new ArrayList<>();
    VmFiles.disks(VmFiles.config(vm)).forEach(disk -> own.add(VmFiles.file(disk)));
    for (Managed other : world.all("VirtualMachine")) {
      if (other == vm || VmState.power(other) != VirtualMachinePowerState.poweredOn) {
        continue;
      }
      for (VirtualDisk disk : VmFiles.disks(VmFiles.config(other))) {
        if (own.contains(VmFiles.file(disk))) {
          FileLocked fault = new FileLocked();
          fault.file = VmFiles.file(disk);
          throw Refuse.with(
              fault,
              "Failed to lock the file '" + fault.file + "': `" + other.name() + "` has it open");
        }
      }
    }
  }

  /** Switches a VM on at once, without checks. */
  void on(Managed vm, Managed host) {
    VirtualMachineRuntimeInfo runtime =
        Values.copy(vm.get("runtime", VirtualMachineRuntimeInfo.class));
    runtime.powerState = VirtualMachinePowerState.poweredOn;
    runtime.host = host.ref();
    runtime.bootTime = world.calendar();
    runtime.suspendTime = null;
    world.set(vm, "runtime", runtime);
    connect(vm, true);
    guests.boot(vm);
  }

  private void connect(Managed vm, boolean connected) {
    VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualEthernetCard card && card.connectable != null) {
        card.connectable.connected = connected && card.connectable.startConnected;
      }
    }
    VmModel.stamp(world, config);
    world.set(vm, "config", config);
  }

  private Object powerOff(Invocation in) {
    return change(
        in,
        VirtualMachinePowerState.poweredOff,
        VirtualMachinePowerState.poweredOn,
        VirtualMachinePowerState.suspended);
  }

  private Object suspend(Invocation in) {
    return change(in, VirtualMachinePowerState.suspended, VirtualMachinePowerState.poweredOn);
  }

  private Object change(
      Invocation in, VirtualMachinePowerState to, VirtualMachinePowerState... from) {
    Managed vm = in.self();
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          VirtualMachinePowerState now = VmState.power(vm);
          if (!List.of(from).contains(now)) {
            throw Refuse.power(now, to);
          }
          return () -> {
            off(vm, to);
            return null;
          };
        });
  }

  private void off(Managed vm, VirtualMachinePowerState to) {
    VirtualMachineRuntimeInfo runtime =
        Values.copy(vm.get("runtime", VirtualMachineRuntimeInfo.class));
    runtime.powerState = to;
    runtime.bootTime = null;
    runtime.suspendTime = to == VirtualMachinePowerState.suspended ? world.calendar() : null;
    world.set(vm, "runtime", runtime);
    connect(vm, false);
    guests.stop(vm);
  }

  private Object reset(Invocation in) {
    Managed vm = in.self();
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          running(vm);
          return () -> {
            guests.boot(vm);
            return null;
          };
        });
  }

  private static void running(Managed vm) throws VimFault {
    if (VmState.power(vm) != VirtualMachinePowerState.poweredOn) {
      throw Refuse.power(VmState.power(vm), VirtualMachinePowerState.poweredOn);
    }
  }

  private void withTools(Managed vm) throws VimFault {
    running(vm);
    tasks.refuseBusy(vm);
    if (!Guests.hasTools(vm)) {
      throw Refuse.with(new ToolsUnavailable(), "VMware Tools is not running in the guest.");
    }
  }

  private Object shutdownGuest(Invocation in) throws VimFault {
    withTools(in.self());
    world.after(
        SHUTDOWN,
        () -> {
          if (VmState.power(in.self()) == VirtualMachinePowerState.poweredOn) {
            off(in.self(), VirtualMachinePowerState.poweredOff);
          }
        });
    return null;
  }

  private Object rebootGuest(Invocation in) throws VimFault {
    withTools(in.self());
    guests.boot(in.self());
    return null;
  }

  private Object standbyGuest(Invocation in) throws VimFault {
    withTools(in.self());
    off(in.self(), VirtualMachinePowerState.suspended);
    return null;
  }
}
