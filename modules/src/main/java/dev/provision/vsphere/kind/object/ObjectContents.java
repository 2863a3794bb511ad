package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.vsphere.exported.Restored;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.OutOfReach;
import dev.provision.vsphere.inventory.PortGroups;
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
        item -> {
          List<Address> owners = owners(item, mark, read);
          ours.addAll(owners);
          if (owners.isEmpty()) {
            others.add(read.path(item.ref()).toString());
          }
        });
    return new ObjectContents(ours, others);
  }

  /** Why an object that contains foreign objects stays; empty when it contains none. */
  String whyItStays() {
    return others.isEmpty() ? "" : "it holds what is not ours: " + String.join(", ", others);
  }

  /**
   * The addresses of what this environment owns and of which the object is, or with which it goes:
   * the uplinks' port group goes with its switch, and the network of standard port groups with the
   * last host that has one ({@code Network}: "automatically deleted").
   */
  private static List<Address> owners(Item item, ObjectMark mark, Inventory read) {
    List<Item> holders =
        PortGroups.isUplink(item)
            ? PortGroups.switchOf(item).flatMap(read::get).stream().toList()
            : item.type().equals("Network") ? hosts(item, read) : List.of(item);
    List<Address> owners = new ArrayList<>();
    for (Item holder : holders) {
      Optional<Address> owner = owner(holder, mark, read);
      if (owner.isEmpty()) {
        return List.of();
      }
      owners.add(owner.get());
    }
    return owners;
  }

  private static List<Item> hosts(Item network, Inventory read) {
    return read.all("HostSystem").stream()
        .filter(
            host ->
                host.get("network", ManagedObjectReference[].class).stream()
                    .flatMap(Stream::of)
                    .anyMatch(network.ref()::equals))
        .toList();
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
