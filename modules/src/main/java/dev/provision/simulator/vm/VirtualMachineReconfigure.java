package dev.provision.simulator.vm;

import com.vmware.vim25.ConcurrentAccess;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.compute.Site;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.storage.DatastoreContents;
import dev.provision.simulator.storage.StoragePolicies;
import dev.provision.simulator.storage.VmPolicies;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;
import java.util.List;

/** {@code VirtualMachine.ReconfigVM_Task}. */
public final class VirtualMachineReconfigure implements ManagedType {
  private static final Duration TIME = Duration.ofMillis(100);

  private final World world;
  private final DatastoreContents files;
  private final StoragePolicies policies;
  private final Tasks tasks;
  private final Authorization authorization;

  public VirtualMachineReconfigure(
      World world,
      DatastoreContents files,
      StoragePolicies policies,
      Tasks tasks,
      Authorization authorization) {
    this.world = world;
    this.files = files;
    this.policies = policies;
    this.tasks = tasks;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry.on("VirtualMachine", "ReconfigVM_Task", "", this::reconfigure);
  }

  private Object reconfigure(Invocation in) throws VimFault {
    Managed vm = in.self();
    VirtualMachineConfigSpec spec = in.need("spec", VirtualMachineConfigSpec.class);
    new ConfigRights(world, authorization, in).demand(vm, spec, VmFiles.config(vm).hardware.device);
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          Edited edited = edited(vm, spec);
          return () -> {
            edited.disks().commit();
            VmModel.stamp(world, edited.config());
            world.set(vm, "config", edited.config());
            world.set(vm, VmPolicies.PROPERTY, edited.policies());
            world.set(vm, "name", edited.config().name);
            return null;
          };
        });
  }

  private record Edited(VirtualMachineConfigInfo config, DiskEdits disks, String[] policies) {}

  private Edited edited(Managed vm, VirtualMachineConfigSpec spec) throws VimFault {
    VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
    if (spec.changeVersion != null && !spec.changeVersion.equals(config.changeVersion)) {
      throw Refuse.with(
          new ConcurrentAccess(),
          "The virtual machine's configuration was changed since `" + spec.changeVersion + "`.");
    }
    if (config.template && !isForTemplate(spec)) {
      throw Refuse.notSupported("a template takes a new name or annotation only");
    }
    VirtualMachinePowerState power = VmState.power(vm);
    if (spec.name != null && !spec.name.equals(config.name)) {
      spec.name = Names.checked(spec.name);
      tasks.demandFree(world.need(vm.parent()), spec.name);
    }
    int memory = config.hardware.memoryMB;
    DiskEdits disks =
        new DiskEdits(world, files, files.place(config.files.vmPathName), config.name);
    DeviceEdits devices =
        new DeviceEdits(
            world,
            List.of(config.hardware.device),
            disks,
            power == VirtualMachinePowerState.poweredOn,
            Snapshots.disksIn(world, vm));
    devices.apply(spec.deviceChange);
    config.hardware.device = devices.devices();
    String[] profiles =
        VmPolicies.after(
            policies,
            vm.get(VmPolicies.PROPERTY, String[].class),
            spec.vmProfile,
            devices.policies(),
            config);
    // only UpgradeVM_Task changes the version (API: a spec sets it only for a new VM)
    spec.version = null;
    boolean sized = spec.numCPUs != null || spec.memoryMB != null;
    ConfigEdits.apply(world, spec, config, power);
    if (sized && power == VirtualMachinePowerState.poweredOn) {
      Managed host = world.need(vm.get("runtime", VirtualMachineRuntimeInfo.class).host);
      Site.fits(world, config, host, memory);
    }
    return new Edited(config, disks, profiles);
  }

  /** Whether a spec changes only the name and annotation, as a template allows. */
  private static boolean isForTemplate(VirtualMachineConfigSpec spec) {
    VirtualMachineConfigSpec allowed = new VirtualMachineConfigSpec();
    allowed.name = spec.name;
    allowed.annotation = spec.annotation;
    allowed.changeVersion = spec.changeVersion;
    return Values.same(allowed, spec);
  }
}
