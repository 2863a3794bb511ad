package dev.provision.modules.volumes;

import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.TemplateRef;
import dev.provision.vsphere.exported.VolumeRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.VolumeFolder;
import java.util.Optional;

/** The source disk of a volume that is a copy. */
final class VolumeSource {
  private VolumeSource() {}

  /**
   * Its file; empty for a volume that is not a copy.
   *
   * @throws ModuleException when it does not exist, or a VM writes to it
   */
  static Optional<String> of(VolumeDesired desired, Inventory inventory) throws ModuleException {
    if (desired.image().isPresent()) {
      return Optional.of(disk(desired.image().get()));
    }
    if (desired.volume().isEmpty()) {
      return Optional.empty();
    }
    VolumeRef source = desired.volume().get();
    Optional<String> snapshot = desired.spec().sourceSnapshot();
    if (snapshot.isPresent()) {
      return Optional.of(snapshot(source.volume(), snapshot.get(), inventory));
    }
    String file =
        source
            .file()
            .orElseThrow(
                () -> ModuleException.refused("volume `" + source.volume() + "` is not there"));
    Optional<String> busy = VolumeWrites.busy(source);
    if (busy.isPresent()) {
      throw ModuleException.refused(busy.get());
    }
    return Optional.of(file);
  }

  /** Snapshots stay in the volume's folder, even while the disk is in the folder of a VM. */
  private static String snapshot(String volume, String snapshot, Inventory inventory)
      throws ModuleException {
    for (VolumeFolder each : inventory.volumes().of(volume)) {
      if (each.stage() == VolumeFolder.Stage.WHOLE && each.snapshots().contains(snapshot)) {
        return each.home().snapshotDisk(snapshot);
      }
    }
    throw ModuleException.refused("volume `" + volume + "` has no snapshot `" + snapshot + "`");
  }

  /** Why an image cannot be copied: a VM writes to its disk. */
  static Optional<String> running(Optional<TemplateRef> image) {
    return image
        .filter(
            each ->
                each.vm()
                    .flatMap(vm -> vm.get("runtime.powerState", VirtualMachinePowerState.class))
                    .filter(VirtualMachinePowerState.poweredOn::equals)
                    .isPresent())
        .map(
            each ->
                "the VM of image `"
                    + each.image()
                    + "` runs, and a disk that is written to cannot be copied; switch it off, or"
                    + " make a template of it");
  }

  /** The size of the copy before it grows; empty when unknown. */
  static Optional<DataSize> size(VolumeDesired desired) {
    return desired.image().isPresent()
        ? desired.image().get().diskSize()
        : desired.spec().sourceSnapshot().isPresent()
            ? Optional.empty()
            : desired.volume().flatMap(VolumeRef::size);
  }

  /**
   * The first disk of a template. If it is a delta disk, the server copies its parents' content
   * too.
   */
  private static String disk(TemplateRef image) throws ModuleException {
    return image
        .vm()
        .flatMap((Item vm) -> Disk.of(vm).stream().findFirst())
        .map(Disk::file)
        .filter(file -> !file.isEmpty())
        .orElseThrow(
            () -> ModuleException.refused("image `" + image.image() + "` has no disk to copy"));
  }
}
