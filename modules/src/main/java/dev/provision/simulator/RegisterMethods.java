package dev.provision.simulator;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.DatastoreContents.Place;
import dev.provision.vsphere.VimFault;
import java.util.Optional;

/** What a VM is registered as, and where: templates, unregistering, migration. */
final class RegisterMethods {
  private static final long MILLIS = 300;

  private final World world;
  private final Tasks tasks;

  RegisterMethods(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  void methods(Methods methods) {
    String provisioning = "VirtualMachine.Provisioning.";
    methods
        .on("VirtualMachine", "MarkAsTemplate", provisioning + "MarkAsTemplate", this::template)
        .on("VirtualMachine", "MarkAsVirtualMachine", provisioning + "MarkAsVM", this::machine)
        .on("VirtualMachine", "UnregisterVM", "VirtualMachine.Inventory.Unregister", this::forget)
        .on("VirtualMachine", "RelocateVM_Task", "Resource.ColdMigrate", this::relocate)
        .on("VirtualMachine", "MigrateVM_Task", "Resource.HotMigrate", this::migrate);
  }

  private void off(Managed vm) throws VimFault {
    tasks.refuseBusy(vm);
    if (VmModel.power(vm) != VirtualMachinePowerState.poweredOff) {
      throw Refuse.power(VmModel.power(vm), VirtualMachinePowerState.poweredOff);
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
    return null;
  }

  private Object machine(Invocation in) throws VimFault {
    tasks.refuseBusy(in.self());
    if (!VmFiles.config(in.self()).template) {
      throw Refuse.notSupported("it is no template");
    }
    Managed pool = in.object("pool");
    Managed store = world.files().place(VmFiles.config(in.self()).files.vmPathName).datastore();
    Managed host = Site.host(world, in.maybeObject("host"), Optional.of(pool), store);
    asTemplate(in.self(), false);
    world.set(in.self(), "resourcePool", pool.ref());
    world.set(in.self(), "runtime", VmModel.runtime(host.ref()));
    return null;
  }

  private Object forget(Invocation in) throws VimFault {
    off(in.self());
    for (Managed snapshot : world.all("VirtualMachineSnapshot")) {
      if (Values.isSame(snapshot.get("vm", ManagedObjectReference.class), in.self().ref())) {
        world.remove(snapshot);
      }
    }
    ClusterRules.forget(world, in.self());
    world.remove(in.self());
    return null;
  }

  private Object relocate(Invocation in) throws VimFault {
    VirtualMachineRelocateSpec spec = in.need("spec", VirtualMachineRelocateSpec.class);
    return move(in, spec);
  }

  private Object migrate(Invocation in) throws VimFault {
    VirtualMachineRelocateSpec spec = new VirtualMachineRelocateSpec();
    spec.host = in.get("host", ManagedObjectReference.class);
    spec.pool = in.get("pool", ManagedObjectReference.class);
    return move(in, spec);
  }

  private Object move(Invocation in, VirtualMachineRelocateSpec spec) throws VimFault {
    Managed vm = in.self();
    Optional<Managed> host = found(spec.host);
    Optional<Managed> pool = found(spec.pool);
    Optional<Managed> store = found(spec.datastore);
    Optional<Managed> folder = found(spec.folder);
    return tasks.start(
        in,
        vm,
        MILLIS,
        plan -> {
          plan.lock(vm);
          VirtualMachineRuntimeInfo now = vm.get("runtime", VirtualMachineRuntimeInfo.class);
          Managed to =
              host.isPresent() || pool.isPresent()
                  ? Site.host(world, host, pool, store.orElse(null))
                  : world.need(now.host);
          if (store.isEmpty()) {
            for (ManagedObjectReference each :
                (ManagedObjectReference[]) Derived.read(world, vm, "datastore")) {
              Site.mounted(world.need(each), to);
            }
          }
          if (now.powerState == VirtualMachinePowerState.poweredOn
              && !Values.isSame(now.host, to.ref())) {
            Site.fits(world, VmFiles.config(vm), to, 0);
          }
          return () -> {
            if (store.isPresent()) {
              moveFiles(vm, store.get());
            }
            VirtualMachineRuntimeInfo runtime =
                Values.copy(vm.get("runtime", VirtualMachineRuntimeInfo.class));
            runtime.host = to.ref();
            world.set(vm, "runtime", runtime);
            if (pool.isPresent()) {
              world.set(vm, "resourcePool", pool.get().ref());
            }
            if (folder.isPresent()) {
              world.set(vm, "parent", folder.get().ref());
            }
            return null;
          };
        });
  }

  private Optional<Managed> found(ManagedObjectReference ref) throws VimFault {
    return ref == null ? Optional.empty() : Optional.of(Invocation.find(world, ref));
  }

  /** Every disk comes along, whoever's it is, as Storage vMotion does it. */
  private void moveFiles(Managed vm, Managed store) throws VimFault {
    VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
    Place old = world.files().place(config.files.vmPathName);
    if (old.datastore() == store) {
      return;
    }
    String folder = world.files().freeFolder(store, config.name);
    Place vmx = new Place(store, folder + "/" + old.lastName());
    long need = 0;
    for (VirtualDisk disk : VmFiles.disks(config)) {
      need += world.files().need(world.files().place(VmFiles.file(disk))).fileSize;
    }
    world.files().room(store, need);
    world.files().move(old, vmx);
    config.files = VmModel.files(vmx.text());
    for (VirtualDevice device : config.hardware.device) {
      if (device instanceof VirtualDisk disk
          && disk.backing instanceof VirtualDiskFlatVer2BackingInfo backing) {
        Place from = world.files().place(backing.fileName);
        Place to = new Place(store, folder + "/" + from.lastName());
        world.files().move(from, to);
        backing.fileName = to.text();
        backing.datastore = store.ref();
        backing.parent = null;
      }
    }
    VmModel.stamp(world, config);
    world.set(vm, "config", config);
  }
}
