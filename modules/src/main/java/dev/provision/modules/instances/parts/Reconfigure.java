package dev.provision.modules.instances.parts;

import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Optional;

/**
 * The one reconfigure that makes changes to a VM that is there, built from the VM's own devices: it
 * holds the fields that change, and nothing that was read is written back.
 */
public final class Reconfigure {
  private Reconfigure() {}

  /**
   * @param guarded whether it must fail when the VM changed since it was read; not after we
   *     ourselves switched it off, which moves changeVersion
   * @return empty when nothing of the changes is a reconfigure's
   */
  public static Optional<VirtualMachineConfigSpec> of(
      InstanceDesired desired,
      InstanceState vm,
      List<Change> changes,
      boolean guarded,
      VsphereWriter write)
      throws ModuleException {
    ReconfigureDraft draft = new ReconfigureDraft(write);
    InstanceParts.update(desired, vm, changes, draft);
    return draft.spec(guarded ? vm.changeVersion() : "");
  }
}
