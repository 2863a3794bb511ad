package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Readings;
import java.util.List;

/**
 * A disk with a file, and the VM that has it, as one looks for a volume.
 *
 * @param vmPath where the VM stands
 * @param vmOff whether it is switched off
 * @param vmHasSnapshot whether it has snapshots, of whatever disks
 */
public record AttachedDisk(
    ManagedObjectReference vm,
    InventoryPath vmPath,
    boolean vmOff,
    boolean vmHasSnapshot,
    Disk disk) {

  private static final Readings.Reading<List<AttachedDisk>> OF_VM = AttachedDisk::ofVm;

  /** Those of all VMs that were read in full. */
  public static List<AttachedDisk> all(Inventory inventory) {
    return inventory.all("VirtualMachine").stream()
        .flatMap(vm -> inventory.once(OF_VM, vm).stream())
        .toList();
  }

  private static List<AttachedDisk> ofVm(Item vm, Inventory inventory) {
    return Disk.of(vm).stream()
        .filter(disk -> !disk.file().isEmpty())
        .map(disk -> of(vm, disk, inventory))
        .toList();
  }

  private static AttachedDisk of(Item vm, Disk disk, Inventory inventory) {
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
        disk);
  }
}
