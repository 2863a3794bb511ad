package dev.provision.modules.instances.parts;

import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a VM is on, off or suspended; not declared, an adopted one stays as it is. */
public final class VmPower implements Part<Optional<Power>, Vm> {
  @Override
  public Set<String> properties() {
    return Set.of(Vm.POWER);
  }

  @Override
  public boolean has(String field) {
    return field.equals(VmField.POWER.field());
  }

  @Override
  public List<Change> changes(Optional<Power> wanted, Vm seen, Vm vm) {
    return wanted.filter(power -> power != vm.power()).map(power -> change(power, vm)).stream()
        .toList();
  }

  private static Change change(Power wanted, Vm vm) {
    Change change = VmField.POWER.changes(vm.power().word(), wanted.word());
    if (vm.power() == Power.ON || wanted == Power.OFF) {
      return change.with(
          Effect.POWERS_OFF, vm.power() == Power.ON ? "" : "what it has in memory is lost");
    }
    return change;
  }

  /** Whether the VM must be switched off before the changes. */
  public static boolean mustBeOff(Vm vm, List<Change> changes) {
    return vm.power() != Power.OFF
        && changes.stream().anyMatch(change -> change.effect() == Effect.NEEDS_POWER_OFF);
  }
}
