package dev.provision.modules.instances.make;

import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.spi.Address;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskType;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.placement.VmSource;
import java.util.Optional;

/** Tells placement how much room a copy of the image takes, so that it counts each copy once. */
final class CopiedImage {
  private CopiedImage() {}

  /**
   * @param shared whether the instance is linked to its image or to a copy of it
   */
  static VmSource source(InstanceDesired desired, boolean shared) {
    String version = desired.hardware().versionWhenMade();
    if (!shared) {
      return new VmSource(Optional.empty(), version);
    }
    TemplateRef image = desired.image();
    Optional<DataSize> larger = CloneSource.larger(desired);
    DataSize own = image.diskSize().orElse(new DataSize(0));
    return new VmSource(
        Optional.of(
            new VmSource.Link(
                new Address("image", image.image()),
                image
                    .vm()
                    .flatMap(vm -> vm.get("summary.config.instanceUuid", String.class))
                    .orElse(""),
                image.datastore(),
                larger.orElse(own),
                larger.isPresent(),
                // the grown part of a thin disk takes no room yet
                image.vm().filter(CopiedImage::isThin).isPresent() ? own : larger.orElse(own),
                desired.placing().datastore().isEmpty())),
        version);
  }

  /** Whether its first disk is thin; a copy then is too. */
  private static boolean isThin(Item template) {
    return Disk.of(template).stream()
        .findFirst()
        .flatMap(Disk::type)
        .filter(DiskType.THIN::equals)
        .isPresent();
  }
}
