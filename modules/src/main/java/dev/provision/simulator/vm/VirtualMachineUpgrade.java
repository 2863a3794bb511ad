package dev.provision.simulator.vm;

import com.vmware.vim25.AlreadyUpgraded;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import dev.provision.simulator.compute.HostSystem;
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
import java.util.regex.Pattern;

/** {@code VirtualMachine.UpgradeVM_Task}: a newer version of virtual hardware, never an older. */
public final class VirtualMachineUpgrade implements ManagedType {
  private static final Pattern VERSION = Pattern.compile("vmx-[0-9]+");
  private static final Duration TIME = Duration.ofMillis(100);

  private final World world;
  private final Tasks tasks;

  public VirtualMachineUpgrade(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry.on(
        "VirtualMachine",
        "UpgradeVM_Task",
        "VirtualMachine.Config.UpgradeVirtualHardware",
        this::upgrade);
  }

  private Object upgrade(Invocation in) throws VimFault {
    Managed vm = in.self();
    String asked = in.maybe("version", String.class).orElse("vmx-20");
    if (!VERSION.matcher(asked).matches()) {
      throw Refuse.argument("version", "`" + asked + "` is no version of virtual hardware");
    }
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          VirtualMachineConfigInfo config = Values.copy(VmFiles.config(vm));
          able(vm, config, asked);
          config.version = asked;
          return () -> {
            VmModel.stamp(world, config);
            world.set(vm, "config", config);
            return null;
          };
        });
  }

  private void able(Managed vm, VirtualMachineConfigInfo config, String asked) throws VimFault {
    if (config.template) {
      throw Refuse.state("a template is not upgraded");
    }
    if (VmState.power(vm) != VirtualMachinePowerState.poweredOff) {
      throw Refuse.power(VmState.power(vm), VirtualMachinePowerState.poweredOff);
    }
    int newest =
        HostSystem.newest(world.need(vm.get("runtime", VirtualMachineRuntimeInfo.class).host));
    if (number(asked) > newest) {
      throw Refuse.notSupported("the host knows versions up to vmx-" + newest);
    }
    if (number(asked) <= number(config.version)) {
      throw Refuse.with(
          new AlreadyUpgraded(), "The virtual machine has " + config.version + " already.");
    }
  }

  private static int number(String version) {
    return Integer.parseInt(version.substring("vmx-".length()));
  }
}
