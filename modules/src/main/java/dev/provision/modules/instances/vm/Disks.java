package dev.provision.modules.instances.vm;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.DiskUuid;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The disks of a VM, and which of them are its own: those in the slots (controller:unit) of its
 * mark. Every other disk belongs to somebody else, wherever its file lies.
 *
 * @param all by controller and unit
 * @param foreign those that are not its own; a volume is always foreign, whatever its slot
 * @param root the first of its own, which the flavor sizes; the first of all if there is no mark
 * @param marks the mark, with controller keys as the VM has them now
 * @param controllers the disk controllers, by rising key
 */
public record Disks(
    List<Disk> all,
    List<Disk> foreign,
    Optional<Disk> root,
    DiskMarks marks,
    List<DiskSlots.Controller> controllers) {
  public Disks {
    all = List.copyOf(all);
    foreign = List.copyOf(foreign);
    controllers = List.copyOf(controllers);
  }

  /**
   * @param devices all devices of the VM
   */
  public static Disks read(List<VirtualDevice> devices, Vm vm) {
    return of(Disk.of(devices), DiskSlots.controllers(devices), vm);
  }

  /** The same disks of a VM with other marks. */
  public Disks of(Vm vm) {
    return of(all, controllers, vm);
  }

  private static Disks of(List<Disk> all, List<DiskSlots.Controller> controllers, Vm vm) {
    DiskMarks marks = DiskMarks.of(vm.mark(Marks.DISKS), all);
    Set<String> own = marks.slots().keySet();
    List<Disk> foreign =
        all.stream()
            .filter(
                disk ->
                    isVolume(disk, vm)
                        || (!own.contains(disk.slot()) && !VmRescue.isCopyOf(vm, disk)))
            .toList();
    return new Disks(all, foreign, root(all, marks, vm), marks, controllers);
  }

  private static Optional<Disk> root(List<Disk> all, DiskMarks marks, Vm vm) {
    for (String slot : marks.ofImage()) {
      for (Disk disk : all) {
        if (disk.slot().equals(slot)) {
          return Optional.of(disk);
        }
      }
    }
    return vm.mark(Marks.DISKS).isEmpty() ? all.stream().findFirst() : Optional.empty();
  }

  /** Whether a disk is a volume of the VM's environment. */
  public static boolean isVolume(Disk disk, Vm vm) {
    return vm.environment().filter(mine -> DiskUuid.isOf(mine, disk.uuid())).isPresent();
  }

  /** The VM's own disks, without volumes. */
  public List<Disk> own() {
    List<Disk> own = new ArrayList<>(all);
    own.removeAll(foreign);
    return own;
  }

  /** The volume that a VM boots from if it has no disk of its own: the first of its disks. */
  public Optional<Disk> bootVolume(Vm vm) {
    return vm.mark(Marks.DISKS).isEmpty() || root.isPresent()
        ? Optional.empty()
        : all.stream().findFirst().filter(disk -> isVolume(disk, vm));
  }

  /** {@code nas1} of {@code [nas1] web-1/web-1.vmdk}; empty if the disk has no file. */
  public static String datastore(Disk disk) {
    int close = disk.file().indexOf(']');
    return disk.file().startsWith("[") && close > 0 ? disk.file().substring(1, close) : "";
  }

  /** The datastore of a disk, by its name in the VM's datacenter. */
  public static Optional<ManagedObjectReference> place(Disk disk, Vm vm, Inventory read) {
    InventoryPath datacenter =
        read.all("Datacenter").stream()
            .map(item -> read.path(item.ref()))
            .filter(path -> vm.path().isBelow(path))
            .findFirst()
            .orElse(InventoryPath.ROOT);
    return PlaceName.read(datastore(disk))
        .map(name -> read.find(List.of("Datastore"), name, datacenter))
        .filter(Lookup.Found.class::isInstance)
        .map(found -> ((Lookup.Found) found).item().ref());
  }
}
