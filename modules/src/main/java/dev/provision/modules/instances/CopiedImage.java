package dev.provision.modules.instances;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualHardware;
import dev.provision.spi.Address;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.placement.VmSource;
import java.util.List;
import java.util.Optional;

/** What a copy of its image would take, for placement, which counts it once. */
final class CopiedImage {
  private CopiedImage() {}

  /**
   * @param shared whether it is linked to its image or to a copy of it
   */
  static VmSource source(InstanceDesired desired, boolean shared) {
    String version = VmVersion.made(desired);
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
                // what grows is not written to
                image.vm().filter(CopiedImage::isThin).isPresent() ? own : larger.orElse(own),
                desired.spec().datastore().isEmpty())),
        version);
  }

  /** Whether its first disk takes room only as it is written to; a copy is as its source is. */
  private static boolean isThin(Item template) {
    List<VirtualDevice> devices =
        template
            .get(StateReading.HARDWARE, VirtualHardware.class)
            .map(StateReading::devices)
            .orElse(List.of());
    int root = Disk.of(template).stream().findFirst().map(Disk::key).orElse(0);
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualDisk disk
          && disk.getKey() == root
          && disk.getBacking() instanceof VirtualDiskFlatVer2BackingInfo flat) {
        VirtualDiskFlatVer2BackingInfo base = flat;
        while (base.getParent() != null) {
          base = base.getParent();
        }
        return Boolean.TRUE.equals(base.getThinProvisioned());
      }
    }
    return false;
  }
}
