package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
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

  /** Those of all VMs that were read in full. */
  public static List<AttachedDisk> all(Inventory inventory) {
    List<AttachedDisk> all = new ArrayList<>();
    for (Item vm : inventory.all("VirtualMachine")) {
      for (Disk disk : Disk.of(vm)) {
        if (!disk.file().isEmpty()) {
          all.add(of(vm, disk, inventory));
        }
      }
    }
    return all;
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
