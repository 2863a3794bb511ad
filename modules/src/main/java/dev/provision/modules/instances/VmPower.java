package dev.provision.modules.instances;

import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import java.util.List;
import java.util.Optional;

/** Whether a VM runs. */
final class VmPower {
  static final String FIELD = "power";

  private VmPower() {}

  static Optional<Change> change(InstanceDesired desired, InstanceState vm) {
    Power wanted = desired.spec().power();
    if (wanted == vm.power()) {
      return Optional.empty();
    }
    Change change = Change.inPlace(FIELD, vm.power().word(), wanted.word());
    if (vm.power() == Power.ON || wanted == Power.OFF) {
      return Optional.of(
          change.with(
              Effect.POWERS_OFF, vm.power() == Power.ON ? "" : "what it has in memory is lost"));
    }
    return Optional.of(change);
  }

  /** Whether the changes can only be made while it is off and it is not. */
  static boolean mustBeOff(InstanceState vm, List<Change> changes) {
    return vm.power() != Power.OFF
        && changes.stream().anyMatch(change -> change.effect() == Effect.NEEDS_POWER_OFF);
  }

  /**
   * Whether a clone is switched on by the clone call itself. Not while a MAC is missing that its
   * meta-data must name before the first boot, or volumes or a disc that its guest must find then,
   * and not with an older hardware version than is wanted.
   */
  static boolean onWithClone(InstanceDesired desired) {
    return desired.spec().power() != Power.OFF
        && !VmVersion.mustRise(desired)
        && desired.volumes().isEmpty()
        && !VmConfigDrive.isWanted(desired)
        && desired.nics().stream().allMatch(nic -> nic.mac().isPresent());
  }
}
