package dev.provision.modules.instances.disks;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import dev.provision.modules.instances.vm.DiskMarks;
import dev.provision.modules.instances.vm.DiskSlots;
import dev.provision.modules.instances.vm.DiskSlots.Slot;
import dev.provision.modules.instances.vm.WantedVolume;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.exported.DiskAdapter;
import dev.provision.vsphere.exported.VolumeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Makes the edits that attach volumes: on a controller of the declared type, on a new one if none
 * has room. A slot that the mark names as the VM's own is never used, even if it is empty: a disk
 * in it would count as the VM's own and be deleted with it. For one thread.
 */
final class VolumeSlots {
  static final String MODE = "independent_persistent";

  private final DiskSlots slots;
  private final List<VirtualDeviceConfigSpec> edits = new ArrayList<>();
  private final IntSupplier newKey;

  /**
   * @param devices the VM's devices and those that the same call adds
   * @param own the {@code provision.disks} mark, which names the slots of the VM's own disks
   * @param newKey gives the key of one more new device
   */
  VolumeSlots(List<VirtualDevice> devices, String own, IntSupplier newKey) {
    this.newKey = newKey;
    slots =
        new DiskSlots(DiskSlots.controllers(devices), newKey)
            .without(DiskMarks.parse(own).slots().keySet());
  }

  List<VirtualDeviceConfigSpec> edits() {
    return edits;
  }

  /**
   * @throws ModuleException if there is no room, or the declared unit is taken
   */
  void attach(WantedVolume want) throws ModuleException {
    VolumeRef volume = want.volume();
    String file =
        volume
            .file()
            // a plan only looks for a slot, and the file may not exist yet
            .orElse("");
    Slot place = place(want);
    place.made().ifPresent(edits::add);
    // a server reads the size from the file; one that does not takes this size
    DataSize size = volume.size().orElse(new DataSize(0));
    edits.add(of(volume, place.disk(newKey.getAsInt(), size).in(file)).added());
  }

  /** The disk with the volume's datastore, type and uuid, as an independent one. */
  private static Disk of(VolumeRef volume, Disk disk) {
    return new Disk(
        disk.key(),
        disk.controllerKey(),
        disk.unit(),
        disk.adapter(),
        disk.size(),
        List.of(disk.file()),
        volume.datastore(),
        MODE,
        Optional.of(volume.type()),
        volume.uuid().text());
  }

  /** Makes an attached disk independent, so that snapshots leave it out. */
  static VirtualDeviceConfigSpec independent(Disk disk, VolumeRef volume) {
    return of(volume, disk).editedWhole();
  }

  private Slot place(WantedVolume want) throws ModuleException {
    Optional<DiskAdapter> wanted = want.volume().adapter();
    DiskAdapter made = wanted.orElse(slots.usual());
    Predicate<DiskAdapter> fitting =
        each -> wanted.isPresent() || !made.isScsi() ? each == made : each.isScsi();
    boolean isThere = slots.has(fitting);
    Optional<Slot> place =
        want.unit().isPresent()
            ? slots.at(want.unit().get(), fitting, made)
            : slots.next(fitting, made);
    return place.orElseThrow(
        () ->
            ModuleException.refused(
                want.unit().isPresent() && isThere
                    ? "unit "
                        + want.unit().get()
                        + " for `"
                        + want.name()
                        + "` is taken by another device"
                    : noRoom(want)));
  }

  private static String noRoom(WantedVolume want) {
    DiskAdapter adapter = want.volume().adapter().orElse(DiskAdapter.LSI_LOGIC);
    return adapter == DiskAdapter.IDE
        ? "no IDE controller has room for `"
            + want.name()
            + "`, and a VM can have no more of them; give the volume another adapter_type"
        : "no "
            + adapter.word()
            + " controller has room for `"
            + want.name()
            + "`, and it has all "
            + DiskSlots.MOST_CONTROLLERS
            + (adapter == DiskAdapter.NVME ? " NVMe" : " SCSI")
            + " controllers that a VM can have";
  }
}
