package dev.provision.modules.instances.vm;

import com.vmware.vim25.CustomizationSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineProfileSpec;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.List;
import java.util.Optional;

/** The clone call that makes a VM; the parts write into it. For one thread. */
public final class CloneDraft extends CreateDraft {
  private final VirtualMachineCloneSpec spec;
  private final Optional<ManagedObjectReference> linkedOn;

  /**
   * @param spec the clone spec, still without config and place
   * @param linkedOn the datastore of the shared disk, where a linked clone must lie; empty for a
   *     full clone
   */
  public CloneDraft(
      VirtualMachineCloneSpec spec,
      Optional<ManagedObjectReference> linkedOn,
      HostPlacement at,
      List<Disk> disks,
      List<DiskSlots.Controller> controllers,
      VsphereWriter write) {
    super(at, disks, controllers, write);
    this.spec = spec;
    this.linkedOn = linkedOn;
  }

  @Override
  public boolean isClone() {
    return true;
  }

  @Override
  public void profile(VirtualMachineProfileSpec[] profile) {
    super.profile(profile);
    // so that vCenter follows the policy when it places the VM
    spec.getLocation().setProfile(profile);
  }

  @Override
  public void datastore(ManagedObjectReference on) {
    spec.getLocation().setDatastore(linkedOn.orElse(on));
  }

  @Override
  public void customize(CustomizationSpec guest) {
    spec.setCustomization(guest);
  }

  /** The whole spec of the call. */
  public VirtualMachineCloneSpec spec() {
    // an unset host is a random one (govmomi vim25/types, VirtualMachineRelocateSpec.host)
    spec.getLocation().setHost(host());
    spec.getLocation().setPool(pool());
    spec.setConfig(whole());
    return spec;
  }
}
