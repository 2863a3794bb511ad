package dev.provision.simulator.vm;

import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.compute.ClusterRules;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.compute.VirtualApp;
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
import java.util.Optional;

/** Turns a VM into a template or back, and unregisters it. */
public final class VirtualMachineTemplate implements ManagedType {
  private static final String TYPE = "VirtualMachine";

  private final World world;
  private final DatastoreContents files;
  private final Tasks tasks;
  private final Snapshots snapshots;

  public VirtualMachineTemplate(
      World world, DatastoreContents files, Tasks tasks, Snapshots snapshots) {
    this.world = world;
    this.files = files;
    this.tasks = tasks;
    this.snapshots = snapshots;
  }

  @Override
  public void register(Registry registry) {
    String provisioning = "VirtualMachine.Provisioning.";
    registry
        .on(TYPE, "MarkAsTemplate", provisioning + "MarkAsTemplate", this::template)
        .on(TYPE, "MarkAsVirtualMachine", provisioning + "MarkAsVM", this::machine)
        .on(TYPE, "UnregisterVM", "VirtualMachine.Inventory.Unregister", this::forget);
  }

  private void off(Managed vm) throws VimFault {
    tasks.refuseBusy(vm);
    if (VmState.power(vm) != VirtualMachinePowerState.poweredOff) {
      throw Refuse.power(VmState.power(vm), VirtualMachinePowerState.poweredOff);
    }
  }

  private void asTemplate(Managed vm, boolean template) {
    VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
    config.template = template;
    VmModel.stamp(world, config);
    world.set(vm, "config", config);
  }

  private Object template(Invocation in) throws VimFault {
    off(in.self());
    if (VmFiles.config(in.self()).template) {
      throw Refuse.notSupported("it is a template already");
    }
    asTemplate(in.self(), true);
    world.set(in.self(), "resourcePool", null);
    VirtualApp.hold(world, in.self());
    return null;
  }

  private Object machine(Invocation in) throws VimFault {
    tasks.refuseBusy(in.self());
    if (!VmFiles.config(in.self()).template) {
      throw Refuse.notSupported("it is no template");
    }
    Managed pool = in.object("pool");
    Managed store = files.place(VmFiles.config(in.self()).files.vmPathName).datastore();
    Managed host = Site.host(world, in.maybeObject("host"), Optional.of(pool), store);
    asTemplate(in.self(), false);
    world.set(in.self(), "resourcePool", pool.ref());
    VirtualApp.hold(world, in.self());
    world.set(in.self(), "runtime", VmModel.runtime(host.ref()));
    return null;
  }

  private Object forget(Invocation in) throws VimFault {
    off(in.self());
    snapshots.dropAll(in.self());
    ClusterRules.forget(world, in.self());
    world.remove(in.self());
    return null;
  }
}
