package dev.provision.modules.instances.vm;

import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineProfileSpec;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;

/** The one clone call that makes a VM, while its parts write into it. For one thread. */
public final class CloneDraft extends CreateDraft {
  private final VirtualMachineCloneSpec spec;

  /**
   * @param spec what it says besides the config of its VM
   */
  public CloneDraft(
      VirtualMachineCloneSpec spec,
      List<Disk> disks,
      List<DiskSlots.Controller> controllers,
      VsphereWriter write) {
    super(disks, controllers, write);
    this.spec = spec;
  }

  @Override
  public boolean isClone() {
    return true;
  }

  @Override
  public void profile(VirtualMachineProfileSpec[] profile) {
    super.profile(profile);
    // so that vCenter places it by the policy too
    spec.getLocation().setProfile(profile);
  }

  /** The whole spec of the call. */
  public VirtualMachineCloneSpec spec() {
    spec.setConfig(whole());
    return spec;
  }
}
