package dev.provision.modules.instances.disks;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.vm.Head;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.WantedVolume;
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
 * The VMs that hold volumes which are declared for other VMs. A holder of the same environment
 * gives up such a volume in its own step, so that step runs first. If two VMs exchange volumes
 * neither can be first: each gives up its volume, changes nothing else, and then waits for the
 * other.
 */
public final class VolumeHolders {
  private VolumeHolders() {}

  /** The attached disk that is this volume; empty while no VM has it. */
  static Optional<AttachedDisk> of(VolumeRef volume, Inventory inventory) {
    return AttachedDisk.all(inventory).stream()
        .filter(
            each ->
                volume.uuid().is(each.disk().uuid())
                    || volume.file().filter(each.disk().file()::equals).isPresent())
        .findFirst();
  }

  /** Whether the VM that has the disk belongs to this environment. */
  static boolean isOf(EnvironmentId environment, AttachedDisk disk, Inventory inventory) {
    return vm(environment, disk, inventory).isPresent();
  }

  private static Optional<Item> vm(
      EnvironmentId environment, AttachedDisk disk, Inventory inventory) {
    return inventory
        .get(disk.vm())
        .filter(vm -> Marks.of(vm, Marks.ENVIRONMENT).equals(environment.toString()));
  }

  /** Instances of the environment that hold volumes declared for this one. */
  public static Set<Address> before(Head head, List<WantedVolume> volumes, Inventory inventory) {
    Set<Address> holders = new LinkedHashSet<>();
    for (WantedVolume want : volumes) {
      of(want.volume(), inventory)
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
   * The changes that can be made now. While another VM still has a declared volume, these are only
   * the changes that give up a volume.
   *
   * @throws ModuleException of kind TRANSIENT if no change can be made now
   */
  public static List<Change> allowed(
      List<WantedVolume> volumes, Vm vm, List<Change> changes, Inventory inventory)
      throws ModuleException {
    Optional<WantedVolume> held =
        volumes.stream().filter(want -> isHeld(want, vm.ref(), inventory)).findFirst();
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
  private static boolean isHeld(WantedVolume want, ManagedObjectReference vm, Inventory inventory) {
    return of(want.volume(), inventory).filter(disk -> !disk.vm().equals(vm)).isPresent();
  }

  /** The volumes that no other VM has. */
  static List<WantedVolume> free(
      List<WantedVolume> wanted, ManagedObjectReference vm, Inventory inventory) {
    List<WantedVolume> free = new ArrayList<>(wanted);
    free.removeIf(want -> isHeld(want, vm, inventory));
    return free;
  }

  /** Whether any change is about volumes. */
  public static boolean touches(List<Change> changes) {
    return Change.any(changes, VolumeChange.ANY);
  }
}
