package dev.provision.modules.images;

import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineFileInfo;
import dev.provision.modules.images.declaration.GuestIds;
import dev.provision.modules.images.declaration.ImageNote;
import dev.provision.modules.images.declaration.ImageProperties;
import dev.provision.modules.images.declaration.ImageWanted;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Marks;
import java.util.Map;

/**
 * The config of an image's VM, however its content is uploaded: names, marks, and a size that does
 * not matter, because instances get theirs from flavors.
 */
final class TemplateConfig {
  /** It is never switched on. */
  private static final int VCPUS = 1;

  private static final long MEMORY_MB = 1024;

  private TemplateConfig() {}

  /**
   * The config without devices.
   *
   * @param datastoreName the datastore for the VM's own few files
   */
  static VirtualMachineConfigSpec of(
      ImageWanted.Imported image, String datastoreName, String runId) {
    VirtualMachineFileInfo files = new VirtualMachineFileInfo();
    files.setVmPathName("[" + datastoreName + "]");
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setName(EntityName.escaped(image.templateName()));
    config.setInstanceUuid(image.instanceUuid());
    config.setAnnotation(ImageNote.of(image));
    config.setGuestId(image.guestId().orElse(ImageWanted.Imported.OTHER_GUEST));
    image.firmware().ifPresent(config::setFirmware);
    image.said().hwVersion().map(ImageProperties.Said::value).ifPresent(config::setVersion);
    if (GuestIds.isHypervisor(config.getGuestId())) {
      config.setNestedHVEnabled(true);
    }
    config.setFiles(files);
    config.setNumCPUs(VCPUS);
    config.setMemoryMB(MEMORY_MB);
    config.setExtraConfig(Marks.options(marks(image, runId)));
    return config;
  }

  /** The config for a clone of another image. */
  static VirtualMachineConfigSpec copied(ImageWanted.Imported image) {
    String guest = image.guestId().orElse(ImageWanted.Imported.OTHER_GUEST);
    VirtualMachineConfigSpec config = new VirtualMachineConfigSpec();
    config.setAnnotation(ImageNote.of(image));
    config.setGuestId(guest);
    image.firmware().ifPresent(config::setFirmware);
    config.setNestedHVEnabled(GuestIds.isHypervisor(guest));
    return config;
  }

  /** All marks; those without a value are set to empty, because a clone inherits them. */
  static OptionValue[] allMarks(ImageWanted.Imported image, String runId) {
    return Marks.all(marks(image, runId));
  }

  private static Map<String, String> marks(ImageWanted.Imported image, String runId) {
    return Map.of(
        Marks.UUID, image.instanceUuid(),
        Marks.ENVIRONMENT, ImageWanted.ENVIRONMENT.toString(),
        Marks.ADDRESS, image.address().toString(),
        Marks.IMAGE, image.version(),
        Marks.RUN, runId);
  }
}
