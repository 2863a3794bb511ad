package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.Optional;

/** The one reconfigure of an existing VM; the parts write into it. For one thread. */
public final class ReconfigureDraft extends Draft {
  public ReconfigureDraft(VsphereWriter write) {
    super(write);
  }

  /** Whether nobody wrote anything into it. */
  public boolean isEmpty() {
    return isPlain() && edits().isEmpty() && !saysOptions();
  }

  /**
   * The spec of the call.
   *
   * @param changeVersion the config's version when it was read, so that the call fails if the VM
   *     changed since; empty to allow that
   * @return empty if nobody wrote anything
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
