package dev.provision.vsphere.exported;

import dev.provision.spi.Address;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.OutOfReach;
import dev.provision.vsphere.inventory.Snapshot;
import java.util.Optional;

/**
 * Machines that came back as other ones: restored, replicated or registered again. They have an
 * instance's marks, written for another instanceUuid, stand where it stood, and it is gone. A copy
 * that was made by hand stands elsewhere, or has another name.
 */
public final class Restored {
  private Restored() {}

  /** The instance that it was; empty for any other VM. */
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
        ? Optional.of(Address.parse(address)).filter(each -> stands(each, vm, inventory))
        : Optional.empty();
  }

  private static boolean stands(Address instance, Item vm, Inventory inventory) {
    return vm.shown().equals(instance.name())
        && OutOfReach.isInFolderOf(Marks.of(vm, Marks.ENVIRONMENT), vm, inventory);
  }
}
