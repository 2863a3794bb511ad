package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualDiskSeSparseBackingInfo;
import com.vmware.vim25.VirtualHardware;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk of a VM that was read in full, as one looks for a volume.
 *
 * @param vmPath where the VM stands
 * @param vmOff whether it is switched off
 * @param vmHasSnapshot whether it has snapshots, of whatever disks
 * @param onIde whether its controller is one of IDE
 * @param uuid {@code backing.uuid}; empty where the server shows none
 * @param file {@code [nas1] web/web.vmdk}
 * @param datastore where the file lies; empty where the server does not say
 * @param type empty where the backing does not say
 * @param mode {@code independent_persistent}
 */
public record AttachedDisk(
    ManagedObjectReference vm,
    InventoryPath vmPath,
    boolean vmOff,
    boolean vmHasSnapshot,
    int key,
    int controllerKey,
    int unit,
    boolean onIde,
    String uuid,
    String file,
    Optional<ManagedObjectReference> datastore,
    DataSize size,
    Optional<VolumeType> type,
    String mode) {

  /** Those of all VMs that were read in full. */
  public static List<AttachedDisk> all(Inventory inventory) {
    List<AttachedDisk> all = new ArrayList<>();
    for (Item vm : inventory.all("VirtualMachine")) {
      all.addAll(of(vm, inventory));
    }
    return all;
  }

  static List<AttachedDisk> of(Item vm, Inventory inventory) {
    List<AttachedDisk> all = new ArrayList<>();
    VirtualDevice[] devices =
        vm.get("config.hardware", VirtualHardware.class)
            .map(VirtualHardware::getDevice)
            .orElse(new VirtualDevice[0]);
    for (VirtualDevice device : devices) {
      if (device instanceof VirtualDisk disk
          && disk.getBacking() instanceof VirtualDeviceFileBackingInfo backing
          && backing.getFileName() != null) {
        all.add(of(vm, disk, backing, devices, inventory));
      }
    }
    return all;
  }

  private static AttachedDisk of(
      Item vm,
      VirtualDisk disk,
      VirtualDeviceFileBackingInfo backing,
      VirtualDevice[] devices,
      Inventory inventory) {
    int controller = disk.getControllerKey() == null ? 0 : disk.getControllerKey();
    boolean ide = false;
    for (VirtualDevice each : devices) {
      ide = ide || each instanceof VirtualIDEController && each.getKey() == controller;
    }
    String uuid = "";
    String mode = "";
    Optional<VolumeType> type = Optional.empty();
    if (backing instanceof VirtualDiskFlatVer2BackingInfo flat) {
      uuid = flat.getUuid();
      mode = flat.getDiskMode();
      type =
          Optional.of(
              Boolean.TRUE.equals(flat.getThinProvisioned())
                  ? VolumeType.THIN
                  : Boolean.TRUE.equals(flat.getEagerlyScrub())
                      ? VolumeType.EAGER_ZEROED_THICK
                      : VolumeType.THICK);
    } else if (backing instanceof VirtualDiskSeSparseBackingInfo sparse) {
      uuid = sparse.getUuid();
      mode = sparse.getDiskMode();
      type = Optional.of(VolumeType.THIN);
    }
    Long bytes = disk.getCapacityInBytes();
    return new AttachedDisk(
        vm.ref(),
        inventory.path(vm.ref()),
        vm.get("runtime.powerState", VirtualMachinePowerState.class)
            .map(VirtualMachinePowerState.poweredOff::equals)
            .orElse(false),
        vm.get("snapshot", VirtualMachineSnapshotInfo.class)
            .map(VirtualMachineSnapshotInfo::getRootSnapshotList)
            .filter(all -> all.length > 0)
            .isPresent(),
        disk.getKey(),
        controller,
        disk.getUnitNumber() == null ? 0 : disk.getUnitNumber(),
        ide,
        uuid == null ? "" : uuid,
        backing.getFileName(),
        Optional.ofNullable(backing.getDatastore()),
        new DataSize(bytes == null || bytes == 0 ? disk.getCapacityInKB() * 1024 : bytes),
        type,
        mode == null ? "" : mode);
  }
}
