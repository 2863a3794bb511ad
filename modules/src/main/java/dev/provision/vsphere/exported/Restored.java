package dev.provision.vsphere.exported;

import dev.provision.spi.Address;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.OutOfReach;
import dev.provision.vsphere.inventory.Snapshot;
import java.util.Optional;

/**
 * Recognizes a VM that replaces a lost instance: restored, replicated or registered again with a
 * new instanceUuid. It has the instance's marks, its name and a folder of its environment, and no
 * VM has the instanceUuid that the marks were written for. A copy made by hand is elsewhere, or has
 * another name.
 */
public final class Restored {
  private Restored() {}

  /** The instance that the VM was; empty for any other VM. */
  public static Optional<Address> instance(Item vm, Inventory inventory) {
    String address = Marks.of(vm, Marks.ADDRESS);
    String original = Marks.of(vm, Marks.UUID);
    boolean another =
        address.startsWith("instance.")
            && address.length() > "instance.".length()
            && !original.isEmpty()
            && Snapshot.instanceUuid(vm)
                .filter(uuid -> !uuid.equalsIgnoreCase(original))
                .isPresent()
            && inventory.byInstanceUuid(original).isEmpty();
    return another
        ? Optional.of(Address.parse(address)).filter(each -> isInItsPlace(each, vm, inventory))
        : Optional.empty();
  }

  private static boolean isInItsPlace(Address instance, Item vm, Inventory inventory) {
    return vm.shown().equals(instance.name())
        && OutOfReach.isInFolderOf(Marks.of(vm, Marks.ENVIRONMENT), vm, inventory);
  }
}
