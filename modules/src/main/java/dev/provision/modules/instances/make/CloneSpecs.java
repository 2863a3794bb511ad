package dev.provision.modules.instances.make;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import dev.provision.modules.instances.disks.BlankDisk;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceParts;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.size.VmTpm;
import dev.provision.modules.instances.vm.CloneDraft;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.DiskSlots;
import dev.provision.modules.instances.vm.Protection;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.List;
import java.util.Optional;

/**
 * The spec of the one clone call that makes an instance. Every part writes into it; here is what
 * concerns no single part: whether the clone shares its template's disk, and whether the call
 * switches the VM on. Devices are edited in {@code config.deviceChange}, never in {@code
 * location.deviceChange}, which is for what a relocation must change.
 */
final class CloneSpecs {
  private CloneSpecs() {}

  static VirtualMachineCloneSpec of(InstanceDesired desired, HostPlacement at, VsphereWriter write)
      throws ModuleException {
    Inventory inventory = write.inventory();
    Item template =
        desired
            .image()
            .vm()
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "image `" + desired.image().image() + "` is not there to be cloned"));
    VirtualHardware hardware =
        Devices.hardware(template)
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "the devices of image `" + template.name() + "` cannot be read"));
    List<VirtualDevice> devices = Devices.of(hardware);
    VirtualMachineCloneSpec spec =
        VmTpm.cloneSpec(Protection.read(template, devices), inventory.version());
    boolean linked = FullClone.isLinked(desired);
    VirtualMachineRelocateSpec location = new VirtualMachineRelocateSpec();
    location.setDiskMoveType(
        linked ? "createNewChildDiskBacking" : "moveAllDiskBackingsAndDisallowSharing");
    spec.setLocation(location);
    if (linked) {
      desired.image().snapshot().ifPresent(spec::setSnapshot);
    }
    spec.setTemplate(false);
    spec.setPowerOn(FirstBoot.withClone(desired));
    CloneDraft draft =
        new CloneDraft(
            spec,
            linked ? desired.image().datastore() : Optional.empty(),
            at,
            BlankDisk.with(desired.rootDisk(), devices),
            DiskSlots.controllers(devices),
            write);
    InstanceParts.create(desired, InstanceState.read(template, inventory), draft);
    return draft.spec();
  }
}
