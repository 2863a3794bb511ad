package dev.provision.modules.instances.make;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.vm.DiskSlots;
import dev.provision.modules.instances.vm.DiskSlots.Slot;
import dev.provision.modules.instances.vm.VmMedia;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.DeviceEdit;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.IsoDrive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Gives an instance on a single ESXi host the CD-ROM drive of its image, which a clone would
 * inherit.
 */
final class HostMedia {
  private HostMedia() {}

  /**
   * The drives of an image without disks, each with its ISO, in the first free IDE slots.
   *
   * @param ide the key of the first IDE controller
   */
  static List<VirtualDeviceConfigSpec> drives(
      InstanceDesired desired, Item template, DiskSlots slots, int ide, IntSupplier newKey)
      throws ModuleException {
    List<VirtualDeviceConfigSpec> edits = new ArrayList<>();
    if (desired.image().traits().hasDisk()) {
      return edits;
    }
    for (VmMedia.Drive drive : VmMedia.read(template).drives()) {
      Slot slot =
          slots
              .next(ide)
              .filter(place -> place.adapter() == DiskAdapter.IDE)
              .orElseThrow(
                  () ->
                      ModuleException.refused(
                          "there is no place left on IDE for the drive with `"
                              + drive.file()
                              + "`"));
      edits.add(
          DeviceEdit.add(
              IsoDrive.of(
                  newKey.getAsInt(),
                  slot.controllerKey(),
                  slot.unit(),
                  drive.file(),
                  drive.startConnected())));
    }
    return edits;
  }
}
