package dev.provision.modules.volumes;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualHardware;
import dev.provision.spi.DataSize;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.Item;
import dev.provision.vsphere.TemplateRef;
import dev.provision.vsphere.VolumeRef;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The disk that a volume is made a copy of. */
final class VolumeSource {
  private VolumeSource() {}

  /**
   * Its file; empty for a volume that is no copy.
   *
   * @throws ModuleException when it is not there, or somebody writes to it
   */
  static Optional<String> of(VolumeDesired desired) throws ModuleException {
    if (desired.image().isPresent()) {
      return Optional.of(disk(desired.image().get()));
    }
    if (desired.volume().isEmpty()) {
      return Optional.empty();
    }
    VolumeRef source = desired.volume().get();
    String file =
        source
            .file()
            .orElseThrow(
                () -> ModuleException.refused("volume `" + source.volume() + "` is not there"));
    Optional<String> snapshot = desired.spec().sourceSnapshot();
    if (snapshot.isPresent()) {
      return Optional.of(
          file.substring(0, file.lastIndexOf('/'))
              + "/snapshots/"
              + snapshot.get()
              + "/"
              + snapshot.get()
              + ".vmdk");
    }
    Optional<String> busy = VolumeWrites.busy(source);
    if (busy.isPresent()) {
      throw ModuleException.refused(busy.get());
    }
    return Optional.of(file);
  }

  /** How large the copy is before it grows; empty where nobody knows. */
  static Optional<DataSize> size(VolumeDesired desired) {
    return desired.image().isPresent()
        ? desired.image().get().diskSize()
        : desired.spec().sourceSnapshot().isPresent()
            ? Optional.empty()
            : desired.volume().flatMap(VolumeRef::size);
  }

  /** The first disk of a template; a copy of a difference is a copy of all of it. */
  private static String disk(TemplateRef image) throws ModuleException {
    VirtualDevice[] devices =
        image
            .vm()
            .flatMap((Item vm) -> vm.get("config.hardware", VirtualHardware.class))
            .map(VirtualHardware::getDevice)
            .orElse(new VirtualDevice[0]);
    return Stream.of(devices)
        .filter(VirtualDisk.class::isInstance)
        .min(Comparator.comparingInt(VirtualDevice::getKey))
        .map(VirtualDevice::getBacking)
        .filter(VirtualDeviceFileBackingInfo.class::isInstance)
        .map(backing -> ((VirtualDeviceFileBackingInfo) backing).getFileName())
        .orElseThrow(
            () -> ModuleException.refused("image `" + image.image() + "` has no disk to copy"));
  }
}
