package dev.provision.modules.instances;

import com.vmware.vim25.VirtualMachineCloneSpec;
import dev.provision.vsphere.kind.VsphereWriter;

/** The one clone call that makes a VM, while its parts write into it. For one thread. */
final class CloneDraft extends Draft {
  private final VirtualMachineCloneSpec spec;

  /**
   * @param spec an empty one, of the class that the template needs
   */
  CloneDraft(VirtualMachineCloneSpec spec, VsphereWriter write) {
    super(write);
    this.spec = spec;
  }

  /** What the call says besides the config of its VM. */
  VirtualMachineCloneSpec spec() {
    return spec;
  }

  /** The whole spec of the call. */
  VirtualMachineCloneSpec cloneSpec() {
    spec.setConfig(whole());
    return spec;
  }
}
