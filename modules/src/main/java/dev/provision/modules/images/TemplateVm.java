package dev.provision.modules.images;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.DeviceEdit;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import java.util.ArrayList;
import java.util.List;

/** Makes the VM of an image around uploaded files, and reads back what was made. */
final class TemplateVm {
  private final ImageWanted.Imported image;
  private final VsphereWriter write;

  TemplateVm(ImageWanted.Imported image, VsphereWriter write) {
    this.image = image;
    this.write = write;
  }

  /** Makes the VM; deletes it again if it is not what was asked for. */
  ImageSeen make(ImageImport.Site site, VirtualMachineConfigSpec config)
      throws ModuleException, InterruptedException {
    try {
      return check(
          (ManagedObjectReference)
              write
                  .task(api -> api.createVM_Task(site.folder(), config, site.pool(), site.host()))
                  .getResult());
    } catch (ModuleException e) {
      throw Faults.lookingAgain(e);
    }
  }

  /** vCenter gives a VM another instanceUuid if the one that we asked for is in use by now. */
  private ImageSeen check(ManagedObjectReference vm) throws ModuleException, InterruptedException {
    List<Item> read = write.readAll(List.of(vm), "config.instanceUuid", "config.hardware.device");
    if (read.isEmpty()) {
      throw new ModuleException(
          ModuleException.Kind.STALE,
          "its VM was deleted by somebody as soon as it was made",
          null);
    }
    ImageSeen made = new ImageSeen(read.get(0), InventoryPath.ROOT);
    if (!made.instanceUuid().equalsIgnoreCase(image.instanceUuid())) {
      withoutDisks(made);
      throw new ModuleException(
          ModuleException.Kind.STALE,
          "another run made the same image meanwhile; this copy was deleted",
          null);
    }
    return made;
  }

  /** Deletes a VM but not its disks, which the other run's VM may be using. */
  private void withoutDisks(ImageSeen made) throws ModuleException, InterruptedException {
    List<VirtualDeviceConfigSpec> taken = new ArrayList<>();
    for (VirtualDevice device : made.devices()) {
      if (device instanceof VirtualDisk) {
        taken.add(DeviceEdit.remove(device));
      }
    }
    TemplateFinish vm = TemplateFinish.of(made.vm().ref(), write);
    if (!taken.isEmpty()) {
      VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
      spec.setDeviceChange(taken.toArray(VirtualDeviceConfigSpec[]::new));
      write.task(api -> api.reconfigVM_Task(made.vm().ref(), spec));
    }
    vm.destroy();
  }
}
