package dev.provision.simulator;

import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.vsphere.VimFault;
import java.time.Duration;

/** {@code VirtualMachine.CustomizeVM_Task}: customizing a VM that is there, at its next boot. */
final class VirtualMachineCustomize implements ManagedType {
  private static final Duration TIME = Duration.ofMillis(100);

  private final World world;
  private final Tasks tasks;

  VirtualMachineCustomize(World world, Tasks tasks) {
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
