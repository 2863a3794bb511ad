package dev.provision.modules.instances.make;

import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceSpec.Power;

/** When a VM that is made is first switched on. */
public final class FirstBoot {
  private FirstBoot() {}

  /**
   * Whether the clone call itself switches the VM on. Not if something must come before the first
   * boot: a MAC that vCenter chooses and the meta-data names, volumes, a config drive, custom
   * attributes and tags by which other products choose machines, or a newer hardware version.
   */
  public static boolean withClone(InstanceDesired desired) {
    return desired.power().filter(Power.OFF::equals).isEmpty()
        && !desired.hardware().mustRise()
        && desired.volumes().isEmpty()
        && desired.attributes().isEmpty()
        && desired.tags().isEmpty()
        && !desired.guest().hasConfigDrive()
        && desired.nics().stream().allMatch(nic -> nic.mac().isPresent());
  }
}
