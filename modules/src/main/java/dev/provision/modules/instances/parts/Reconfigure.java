package dev.provision.modules.instances.parts;

import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Optional;

/**
 * The one reconfigure that changes an existing VM. It has only the fields that change; nothing that
 * was read is written back.
 */
public final class Reconfigure {
  private Reconfigure() {}

  /**
   * @param guarded whether it must fail if the VM changed since it was read; false after we
   *     switched the VM off, which changes changeVersion too
   * @return empty if no change needs a reconfigure
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
