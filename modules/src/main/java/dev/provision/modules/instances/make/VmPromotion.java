package dev.provision.modules.instances.make;

import com.vmware.vim25.VirtualDisk;
import dev.provision.modules.instances.disks.ExtraDisksFound;
import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.modules.instances.parts.InstanceParts;
import dev.provision.modules.instances.parts.InstanceState;
import dev.provision.modules.instances.vm.Devices;
import dev.provision.modules.instances.vm.Disks;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.VmField;
import dev.provision.modules.instances.vm.VmTasks;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.Disk;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a linked clone a full disk of its own: {@code PromoteDisks_Task} with {@code unlink} copies
 * the shared parts into the VM's folder and merges the chain. A disk with a parent cannot grow, so
 * Nova too copies it before a resize. By the API reference the VM may run meanwhile if it has no
 * snapshot. We have not seen how a real server names the new file, so the devices are read again.
 */
public final class VmPromotion {
  private static final String VMX = "config.files.vmPathName";
  private static final String VERSION = "config.changeVersion";

  private final VsphereWriter write;

  VmPromotion(VsphereWriter write) {
    this.write = write;
  }

  /** The disks that must be promoted before these changes can make them larger. */
  public static List<Disk> growing(
      InstanceDesired desired, InstanceState vm, List<Change> changes) {
    List<Disk> found = new ArrayList<>();
    for (Change change : changes) {
      boolean made =
          change.effect() == Effect.IN_PLACE || change.effect() == Effect.NEEDS_POWER_OFF;
      if (made && change.isOf(VmField.DISK)) {
        vm.disks().root().ifPresent(found::add);
      } else if (made) {
        ExtraDisksFound.disk(change, desired.extraDisks(), vm.disks(), vm.vm())
            .ifPresent(found::add);
      }
    }
    // with a snapshot the parent is the VM's own file, and no disk can grow anyway
    found.removeIf(disk -> !disk.hasParent() || vm.hasSnapshot());
    return found;
  }

  /**
   * The disks to promote after a move to another datastore; none with a snapshot or while
   * suspended.
   */
  public static List<Disk> moving(InstanceState vm) {
    List<Disk> own = new ArrayList<>(vm.disks().all());
    own.removeAll(vm.disks().foreign());
    own.removeIf(disk -> !disk.hasParent());
    return vm.hasSnapshot() || vm.power() == Power.SUSPENDED ? List.of() : own;
  }

  /**
   * The plan's note about a promotion that a larger disk needs; {@link Migrations} notes those of a
   * move.
   */
  public static Optional<String> note(InstanceDesired desired, InstanceState vm) {
    List<Disk> growing = growing(desired, vm, InstanceParts.changes(desired, vm));
    if (growing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "its disk shares the file of another and cannot grow, so the server makes it a whole one"
            + " first: it copies up to "
            + size(growing)
            + " to ["
            + Disks.datastore(growing.get(0))
            + "]"
            + (vm.power() == Power.ON ? ", and needs no power-off for that" : ""));
  }

  /** The most that is copied. */
  static DataSize size(List<Disk> disks) {
    return new DataSize(disks.stream().mapToLong(disk -> disk.size().bytes()).sum());
  }

  /**
   * Promotes the disks.
   *
   * @return the VM as it is then; the same one if there was nothing to do
   */
  InstanceState whole(InstanceState vm, List<Disk> disks)
      throws ModuleException, InterruptedException {
    if (disks.isEmpty()) {
      return vm;
    }
    write.touched(vm.ref());
    VirtualDisk[] devices = disks.stream().map(Disk::named).toArray(VirtualDisk[]::new);
    VmTasks.run(write, api -> api.promoteDisks_Task(vm.ref(), true, devices));
    return again(vm);
  }

  /** The same VM with its devices and files as they are now, after a call that moved them. */
  InstanceState again(InstanceState vm) throws ModuleException {
    Optional<Item> before = write.inventory().get(vm.ref());
    if (before.isEmpty()) {
      return vm;
    }
    Item now = write.read(vm.ref(), Devices.HARDWARE, VMX, VERSION);
    Map<String, Object> properties = new HashMap<>(before.get().properties());
    properties.putAll(now.properties());
    return InstanceState.read(
        new Item(vm.ref(), properties, before.get().missing()), write.inventory());
  }
}
