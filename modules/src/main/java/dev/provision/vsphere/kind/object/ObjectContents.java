package dev.provision.vsphere.kind.object;

import dev.provision.spi.Address;
import dev.provision.vsphere.exported.Restored;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.OutOfReach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an object contains.
 *
 * @param ours addresses of objects that the environment owns
 * @param others paths of the rest
 */
record ObjectContents(List<Address> ours, List<String> others) {
  /**
   * @param mark names the environment
   */
  static ObjectContents of(Stream<Item> inside, ObjectMark mark, Inventory read) {
    List<Address> ours = new ArrayList<>();
    List<String> others = new ArrayList<>();
    inside.forEach(
        item ->
            owner(item, mark, read)
                .ifPresentOrElse(ours::add, () -> others.add(read.path(item.ref()).toString())));
    return new ObjectContents(ours, others);
  }

  /** Why an object that contains foreign objects stays; empty when it contains none. */
  String whyItStays() {
    return others.isEmpty() ? "" : "it holds what is not ours: " + String.join(", ", others);
  }

  /** The address of an object that this environment owns. */
  private static Optional<Address> owner(Item item, ObjectMark mark, Inventory read) {
    if (!item.type().equals("VirtualMachine")) {
      return ObjectMark.read(item, read)
          .filter(inner -> inner.environment().equals(mark.environment()))
          .map(inner -> Address.parse(inner.address()));
    }
    if (OutOfReach.why(item, read).isPresent()) {
      return OutOfReach.instance(item, mark.environment(), read);
    }
    return Marks.owned(item)
        .filter(environment -> environment.equals(mark.environment()))
        .map(environment -> Address.parse(Marks.of(item, Marks.ADDRESS)))
        .or(() -> Restored.instance(item, read));
  }
}
