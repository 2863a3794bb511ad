package dev.provision.modules.tags;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which objects that have a tag belong to somebody else. */
final class TagUsers {
  private TagUsers() {}

  /** The paths of those that the environment does not own, sorted. */
  static List<String> others(
      List<ManagedObjectReference> users, String environment, Inventory read) {
    List<String> others = new ArrayList<>();
    for (ManagedObjectReference each : users) {
      Optional<Item> item = read.get(each);
      if (item.flatMap(object -> owner(object, read)).equals(Optional.of(environment))) {
        continue;
      }
      others.add(
          item.isPresent() ? read.path(each).toString() : each.getType() + " " + each.getVal());
    }
    others.sort(null);
    return others;
  }

  private static Optional<String> owner(Item item, Inventory read) {
    return item.type().equals("VirtualMachine")
        ? Marks.owned(item)
        : ObjectMark.read(item, read).map(ObjectMark::environment);
  }
}
