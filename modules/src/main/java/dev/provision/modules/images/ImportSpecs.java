package dev.provision.modules.images;

import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineImportSpec;
import dev.provision.modules.images.declaration.DiskSlot;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The VM that an image is imported as: its disks on their controllers. */
final class ImportSpecs {
  /** Negative keys are the caller's own names for devices that do not exist yet. */
  private static final int CONTROLLER_KEY = -200;

  private static final int DISK_KEY = -300;

  private ImportSpecs() {}

  /** The VM whose disks the import makes. */
  static VirtualMachineImportSpec of(
      ImageWanted.Imported image, String datastoreName, String runId) {
    VirtualMachineImportSpec spec = new VirtualMachineImportSpec();
    spec.setConfigSpec(around(image, datastoreName, runId, disk -> Optional.empty()));
    return spec;
  }

  /**
   * The VM around disks that exist.
   *
   * @param files gives the file by the number of the disk; empty for a disk that the call makes
   */
  static VirtualMachineConfigSpec around(
      ImageWanted.Imported image,
      String datastoreName,
      String runId,
      IntFunction<Optional<String>> files) {
    VirtualMachineConfigSpec config = TemplateConfig.of(image, datastoreName, runId);
    config.setDeviceChange(devices(image, files).toArray(VirtualDeviceConfigSpec[]::new));
    return config;
  }

  static VirtualController controller(DiskAdapter adapter) {
    return adapter.controller(CONTROLLER_KEY, 0);
  }

  /** Each controller before the disks on it. */
  private static List<VirtualDeviceConfigSpec> devices(
      ImageWanted.Imported image, IntFunction<Optional<String>> files) {
    List<VirtualDeviceConfigSpec> devices = new ArrayList<>();
    List<DiskSlot> slots = image.slots();
    List<DiskSlot> controllers = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      DiskSlot slot = slots.get(i);
      int known = indexOf(slot, controllers);
      if (known == controllers.size()) {
        controllers.add(slot);
        devices.add(slot.adapter().added(CONTROLLER_KEY - known, slot.bus()));
      }
      DataSize size = image.file().disks().get(i).diskSize();
      Disk disk = Disk.of(DISK_KEY - i, CONTROLLER_KEY - known, slot.unit(), size);
      devices.add(
          files
              .apply(i)
              .map(file -> disk.in(file).added())
              .orElseGet(() -> disk.with(image.diskType().made()).created()));
    }
    return devices;
  }

  private static int indexOf(DiskSlot slot, List<DiskSlot> controllers) {
    int i = 0;
    while (i < controllers.size() && !controllers.get(i).sharesController(slot)) {
      i++;
    }
    return i;
  }
}
