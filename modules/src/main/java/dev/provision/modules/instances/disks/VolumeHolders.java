package dev.provision.modules.instances.disks;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.vm.Head;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VolumeWish;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.AttachedDisk;
import dev.provision.vsphere.exported.VolumeRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The VMs that have volumes which others are to have. One of the same environment gives up what is
 * no longer declared for it in a step of its own, so that step comes first; where two exchange
 * volumes neither does, and each gives before it waits. Nothing else is written to a VM before.
 */
public final class VolumeHolders {
  private VolumeHolders() {}

  /** The disk of a VM that a volume is. */
  static Optional<AttachedDisk> of(VolumeRef volume, Inventory inventory) {
    return AttachedDisk.all(inventory).stream()
        .filter(
            each ->
                volume.uuid().is(each.disk().uuid())
                    || volume.file().filter(each.disk().file()::equals).isPresent())
        .findFirst();
  }

  /** Whether a disk is one of a VM of this environment. */
  static boolean isOf(EnvironmentId environment, AttachedDisk disk, Inventory inventory) {
    return vm(environment, disk, inventory).isPresent();
  }

  private static Optional<Item> vm(
      EnvironmentId environment, AttachedDisk disk, Inventory inventory) {
    return inventory
        .get(disk.vm())
        .filter(vm -> Marks.of(vm, Marks.ENVIRONMENT).equals(environment.toString()));
  }

  /** Instances of the environment that have volumes which this one is to have. */
  public static Set<Address> before(Head head, List<VolumeWish> volumes, Inventory inventory) {
    Set<Address> holders = new LinkedHashSet<>();
    for (VolumeWish wish : volumes) {
      of(wish.volume(), inventory)
          .flatMap(disk -> vm(head.environment(), disk, inventory))
          .map(vm -> Marks.of(vm, Marks.ADDRESS))
          .filter(text -> text.indexOf('.') > 0 && !text.endsWith("."))
          .map(Address::parse)
          .filter(address -> !address.equals(head.address()))
          .ifPresent(holders::add);
    }
    return holders;
  }

  /**
   * What of an update can be done now: all of it, or while another VM has a volume that it is to
   * have only the giving up of its own.
   *
   * @throws ModuleException of kind TRANSIENT where that is nothing
   */
  public static List<Change> allowed(
      List<VolumeWish> volumes, Vm vm, List<Change> changes, Inventory inventory)
      throws ModuleException {
    Optional<VolumeWish> held =
        volumes.stream().filter(wish -> isHeld(wish, vm.ref(), inventory)).findFirst();
    if (held.isEmpty() || !touches(changes)) {
      return changes;
    }
    List<Change> giving = changes.stream().filter(c -> c.isOf(VolumeChange.GIVEN_UP)).toList();
    if (!giving.isEmpty()) {
      return giving;
    }
    // another step of this run may be taking it off there
    throw new ModuleException(
        ModuleException.Kind.TRANSIENT,
        "volume `"
            + held.get().volume().volume()
            + "` is still attached to `"
            + of(held.get().volume(), inventory).orElseThrow().vmPath()
            + "`",
        null);
  }

  /** Whether another VM has it. */
  private static boolean isHeld(VolumeWish wish, ManagedObjectReference vm, Inventory inventory) {
    return of(wish.volume(), inventory).filter(disk -> !disk.vm().equals(vm)).isPresent();
  }

  /** The volumes that a VM has, or that no other one has. */
  static List<VolumeWish> free(
      List<VolumeWish> wanted, ManagedObjectReference vm, Inventory inventory) {
    List<VolumeWish> free = new ArrayList<>(wanted);
    free.removeIf(wish -> isHeld(wish, vm, inventory));
    return free;
  }

  /** Whether changes are of volumes. */
  public static boolean touches(List<Change> changes) {
    return Change.any(changes, VolumeChange.ANY);
  }
}
