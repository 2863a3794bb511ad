package dev.provision.modules.instances.make;

import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceSpec.Power;

/** When a VM that is made is first switched on. */
public final class FirstBoot {
  private FirstBoot() {}

  /**
   * Whether a clone is switched on by the clone call itself. Not while a MAC is missing that its
   * meta-data must name before the first boot, or volumes or a disc that its guest must find then,
   * and not with an older hardware version than is wanted.
   */
  public static boolean withClone(InstanceDesired desired) {
    return desired.spec().power() != Power.OFF
        && !desired.hardware().mustRise()
        && desired.volumes().isEmpty()
        && !desired.guest().hasConfigDrive()
        && desired.nics().stream().allMatch(nic -> nic.mac().isPresent());
  }
}
