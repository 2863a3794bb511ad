package dev.provision.modules.instances;

import com.vmware.vim25.VirtualController;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualSCSIController;
import dev.provision.modules.instances.InstanceState.Disk;
import dev.provision.spi.DataSize;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.DiskAdapter;
import dev.provision.vsphere.VolumeRef;
import dev.provision.vsphere.VolumeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds units on a VM's controllers for volumes, and makes the edits that attach them: on a
 * controller of the type that the volume wants, a new one where none has room. A unit that the mark
 * names as the VM's own is never taken, even while nothing is in it, for what is in it counts as
 * the VM's own and goes with it. For one thread.
 */
final class VolumeSlots {
  /** Units of a SCSI bus: 16, of which the controller has one ({@code scsiCtlrUnitNumber}). */
  private static final int SCSI_UNITS = 16;

  private static final int SCSI_OWN = 7;
  private static final int IDE_UNITS = 2;

  /** Buses of SCSI that a VM can have. */
  private static final int SCSI_BUSES = 4;

  /** The PCI controller that every VM has, to which SCSI controllers belong. */
  private static final int PCI = 100;

  private final List<VirtualDevice> devices;
  private final Set<String> taken = new HashSet<>();
  private final List<VirtualDeviceConfigSpec> edits = new ArrayList<>();
  private int nextKey = -200;

  /**
   * @param devices those that are there, and those that the same call adds
   * @param own the {@code provision.disks} mark, which names the slots of the VM's own disks
   */
  VolumeSlots(List<VirtualDevice> devices, String own) {
    this.devices = new ArrayList<>(devices);
    for (VirtualDevice each : devices) {
      if (each.getControllerKey() != null && each.getUnitNumber() != null) {
        taken.add(each.getControllerKey() + ":" + each.getUnitNumber());
      }
    }
    taken.addAll(DiskMarks.parse(own).slots().keySet());
  }

  List<VirtualDeviceConfigSpec> edits() {
    return edits;
  }

  /**
   * @throws ModuleException when there is no room, or its unit is taken
   */
  void attach(VolumeWish wish) throws ModuleException {
    VolumeRef volume = wish.volume();
    String file =
        volume
            .file()
            // while it is being planned there may be none yet: only the place is found
            .orElse("");
    Place place = place(wish);
    taken.add(place.controller() + ":" + place.unit());
    VirtualDiskFlatVer2BackingInfo backing = backing(file, volume);
    VirtualDisk disk = new VirtualDisk();
    disk.setKey(nextKey--);
    disk.setControllerKey(place.controller());
    disk.setUnitNumber(place.unit());
    disk.setBacking(backing);
    // a server takes the size from the file; one that does not believes what it is told
    DataSize size = volume.size().orElse(new DataSize(0));
    disk.setCapacityInKB(size.kibibytes());
    disk.setCapacityInBytes(size.bytes());
    edits.add(edit(VirtualDeviceConfigSpecOperation.add, disk));
  }

  private static VirtualDiskFlatVer2BackingInfo backing(String file, VolumeRef volume) {
    VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
    backing.setFileName(file);
    volume.datastore().ifPresent(backing::setDatastore);
    backing.setDiskMode(VmVolumes.MODE);
    backing.setUuid(volume.uuid());
    backing.setThinProvisioned(volume.type() == VolumeType.THIN);
    if (volume.type() == VolumeType.EAGER_ZEROED_THICK) {
      backing.setEagerlyScrub(true);
    }
    return backing;
  }

  /** Takes a disk that is attached otherwise out of snapshots. */
  static VirtualDeviceConfigSpec independent(Disk disk, VolumeRef volume) {
    VirtualDisk device = new VirtualDisk();
    device.setKey(disk.key());
    device.setControllerKey(disk.controllerKey());
    device.setUnitNumber(disk.unit());
    device.setCapacityInKB(disk.size().kibibytes());
    device.setCapacityInBytes(disk.size().bytes());
    device.setBacking(backing(disk.file(), volume));
    return edit(VirtualDeviceConfigSpecOperation.edit, device);
  }

  private static VirtualDeviceConfigSpec edit(
      VirtualDeviceConfigSpecOperation operation, VirtualDevice device) {
    VirtualDeviceConfigSpec edit = new VirtualDeviceConfigSpec();
    edit.setOperation(operation);
    edit.setDevice(device);
    return edit;
  }

  private record Place(int controller, int unit) {}

  private Place place(VolumeWish wish) throws ModuleException {
    Optional<DiskAdapter> adapter = wish.volume().adapter();
    List<VirtualController> fitting =
        devices.stream()
            .filter(VirtualController.class::isInstance)
            .map(VirtualController.class::cast)
            .filter(
                each -> adapter.map(a -> a.is(each)).orElse(each instanceof VirtualSCSIController))
            .sorted(Comparator.comparingInt(VirtualController::getBusNumber))
            .toList();
    if (wish.unit().isPresent()) {
      return wished(wish, fitting, adapter.orElse(DiskAdapter.LSI_LOGIC));
    }
    for (VirtualController each : fitting) {
      Optional<Integer> unit = free(each);
      if (unit.isPresent()) {
        return new Place(each.getKey(), unit.get());
      }
    }
    return new Place(more(wish, adapter.orElse(DiskAdapter.LSI_LOGIC)), 0);
  }

  private Place wished(VolumeWish wish, List<VirtualController> fitting, DiskAdapter adapter)
      throws ModuleException {
    int unit = wish.unit().orElseThrow();
    int controller = fitting.isEmpty() ? more(wish, adapter) : fitting.get(0).getKey();
    if (taken.contains(controller + ":" + unit)) {
      throw ModuleException.refused(
          "unit " + unit + " for `" + wish.name() + "` is taken by another device");
    }
    return new Place(controller, unit);
  }

  private Optional<Integer> free(VirtualController controller) {
    boolean ide = controller instanceof VirtualIDEController;
    for (int unit = 0; unit < (ide ? IDE_UNITS : SCSI_UNITS); unit++) {
      boolean own = !ide && unit == SCSI_OWN;
      if (!own && !taken.contains(controller.getKey() + ":" + unit)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }

  /** Adds a controller; the key by which the same spec names it. */
  private int more(VolumeWish wish, DiskAdapter adapter) throws ModuleException {
    if (adapter == DiskAdapter.IDE) {
      throw ModuleException.refused(
          "no IDE controller has room for `"
              + wish.name()
              + "`, and a VM can have no more of them; give the volume another adapter_type");
    }
    Set<Integer> buses = new HashSet<>();
    for (VirtualDevice each : devices) {
      if (each instanceof VirtualSCSIController scsi) {
        buses.add(scsi.getBusNumber());
      }
    }
    int bus = 0;
    while (buses.contains(bus)) {
      bus++;
    }
    if (bus >= SCSI_BUSES) {
      throw ModuleException.refused(
          "no "
              + adapter.word()
              + " controller has room for `"
              + wish.name()
              + "`, and it has all "
              + SCSI_BUSES
              + " SCSI controllers that a VM can have");
    }
    VirtualController controller = adapter.controller();
    controller.setKey(nextKey--);
    controller.setControllerKey(PCI);
    controller.setBusNumber(bus);
    devices.add(controller);
    edits.add(edit(VirtualDeviceConfigSpecOperation.add, controller));
    return controller.getKey();
  }
}
