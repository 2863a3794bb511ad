package dev.provision.simulator.vm;

import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.server.Tasks;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.time.Duration;

/** {@code VirtualMachine.CustomizeVM_Task}: customizes an existing VM at its next boot. */
public final class VirtualMachineCustomize implements ManagedType {
  private static final Duration TIME = Duration.ofMillis(100);

  private final World world;
  private final Tasks tasks;

  public VirtualMachineCustomize(World world, Tasks tasks) {
    this.world = world;
    this.tasks = tasks;
  }

  @Override
  public void register(Registry registry) {
    registry.on(
        "VirtualMachine",
        "CustomizeVM_Task",
        "VirtualMachine.Provisioning.Customize",
        this::customize);
  }

  private Object customize(Invocation in) throws VimFault {
    Managed vm = in.self();
    CustomizationSpec spec = in.need("spec", CustomizationSpec.class);
    return tasks.start(
        in,
        vm,
        TIME,
        plan -> {
          plan.lock(vm);
          VirtualMachinePowerState now = VmState.power(vm);
          if (now != VirtualMachinePowerState.poweredOff) {
            throw Refuse.power(now, VirtualMachinePowerState.poweredOff);
          }
          Customization.check(VmFiles.config(vm), spec);
          return () -> {
            Customization.pending(world, vm, spec);
            return null;
          };
        });
  }
}
