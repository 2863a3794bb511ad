package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.Optional;

/** The one reconfigure of a VM that is there, while its parts write into it. For one thread. */
public final class ReconfigureDraft extends Draft {
  public ReconfigureDraft(VsphereWriter write) {
    super(write);
  }

  /** Whether something is in it. */
  public boolean isEmpty() {
    return isPlain() && edits().isEmpty() && !saysOptions();
  }

  /**
   * The spec of the call.
   *
   * @param changeVersion that of the config when it was read, so that the call fails when the VM
   *     changed since; empty for a call that may find it changed
   * @return empty when no part wrote anything
   */
  public Optional<VirtualMachineConfigSpec> spec(String changeVersion) {
    if (isEmpty()) {
      return Optional.empty();
    }
    VirtualMachineConfigSpec spec = whole();
    if (!changeVersion.isEmpty()) {
      spec.setChangeVersion(changeVersion);
    }
    return Optional.of(spec);
  }
}
