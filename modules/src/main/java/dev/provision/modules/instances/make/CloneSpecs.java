package dev.provision.modules.instances.make;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualMachineCloneSpec;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import dev.provision.modules.instances.disks.BlankDisk;
import dev.provision.modules.instances.size.VmTpm;
import dev.provision.modules.instances.vm.CloneDraft;
import dev.provision.modules.instances.vm.DiskSlots;
import dev.provision.modules.instances.vm.InstanceDesired;
import dev.provision.modules.instances.vm.Protection;
import dev.provision.modules.instances.vm.StateReading;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.PoolRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.List;
import java.util.Optional;

/**
 * The one call that makes an instance: everything that is declared stands in the clone spec.
 * Devices are edited in {@code config.deviceChange}, never in {@code location.deviceChange}, which
 * is for what a relocation must change.
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
        template
            .get(StateReading.HARDWARE, VirtualHardware.class)
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "the devices of image `" + template.name() + "` cannot be read"));
    List<VirtualDevice> devices = StateReading.devices(hardware);
    VirtualMachineCloneSpec spec =
        VmTpm.cloneSpec(Protection.read(template, devices), inventory.version());
    boolean linked = FullClone.isLinked(desired);
    spec.setLocation(location(desired, at, linked, inventory));
    if (linked) {
      desired.image().snapshot().ifPresent(spec::setSnapshot);
    }
    spec.setTemplate(false);
    spec.setPowerOn(FirstBoot.withClone(desired));
    CloneDraft draft =
        new CloneDraft(
            spec,
            BlankDisk.with(desired, devices, Disk.of(devices)),
            DiskSlots.controllers(devices),
            write);
    InstanceParts.create(desired, StateReading.read(template, inventory), draft);
    return draft.spec();
  }

  private static VirtualMachineRelocateSpec location(
      InstanceDesired desired, HostPlacement at, boolean linked, Inventory inventory)
      throws ModuleException {
    VirtualMachineRelocateSpec location = new VirtualMachineRelocateSpec();
    // an unset host is a random one (govmomi vim25/types, VirtualMachineRelocateSpec.host)
    location.setHost(at.host());
    Optional<ManagedObjectReference> images =
        linked ? desired.image().datastore() : Optional.empty();
    location.setDatastore(images.orElse(at.datastore()));
    location.setPool(desired.pool().map(PoolRef::place).orElse(at.resourcePool()).in(inventory));
    location.setDiskMoveType(
        linked ? "createNewChildDiskBacking" : "moveAllDiskBackingsAndDisallowSharing");
    return location;
  }
}
