package dev.provision.vsphere.kind.object;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.Owned;
import dev.provision.vsphere.exported.ImageCopy;
import dev.provision.vsphere.exported.Restored;
import dev.provision.vsphere.image.ImagesInside;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
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
          Optional<List<Address>> owners = owners(item, mark, read);
          owners.ifPresentOrElse(ours::addAll, () -> others.add(read.path(item.ref()).toString()));
        });
    return new ObjectContents(ours, others);
  }

  /** Why an object that contains foreign objects stays; empty when it contains none. */
  Optional<Owned.Stay> whyItStays() {
    return Owned.Stay.holding(others);
  }

  /**
   * The addresses of what this environment owns and of which the object is, or with which it goes:
   * the uplinks' port group goes with its switch, and the network of standard port groups and a
   * local datastore with the last host that has one. Empty for what is not ours.
   */
  private static Optional<List<Address>> owners(Item item, ObjectMark mark, Inventory read) {
    boolean alone = isAlone(item, read);
    List<Item> holders = alone ? List.of(item) : holders(item, read);
    List<Address> owners = new ArrayList<>();
    for (Item holder : holders) {
      Optional<Address> owner = owner(holder, mark, read);
      if (owner.isEmpty()) {
        return Optional.empty();
      }
      owners.add(owner.get());
    }
    return Optional.of(owners);
  }

  private static boolean isAlone(Item item, Inventory read) {
    return !PortGroups.isUplink(item)
        && !item.type().equals("Network")
        && !isOfImages(item, read)
        && !isLocal(item, read);
  }

  /** What it goes with; none when that is gone already, and a snapshot still shows it. */
  private static List<Item> holders(Item item, Inventory read) {
    if (PortGroups.isUplink(item)) {
      return PortGroups.switchOf(item).flatMap(read::get).stream().toList();
    }
    return item.type().equals("Folder")
        ? machines(item, read)
        : hosts(item, item.type().equals("Network") ? "network" : "datastore", read);
  }

  /** The folder of shared images, which has no mark. */
  private static boolean isOfImages(Item item, Inventory read) {
    return item.type().equals("Folder")
        && item.name().equals(ImageCopy.ENVIRONMENT.project())
        && ObjectMark.read(item, read).isEmpty();
  }

  private static List<Item> machines(Item folder, Inventory read) {
    InventoryPath path = read.path(folder.ref());
    return read.all("VirtualMachine").stream()
        .filter(vm -> read.path(vm.ref()).isBelow(path))
        .toList();
  }

  /** One of a single host, which goes and comes with that and keeps its files. */
  private static boolean isLocal(Item item, Inventory read) {
    return item.type().equals("Datastore")
        && ObjectMark.read(item, read).isEmpty()
        && hosts(item, "datastore", read).size() <= 1;
  }

  private static List<Item> hosts(Item item, String list, Inventory read) {
    return read.all("HostSystem").stream()
        .filter(
            host ->
                host.get(list, ManagedObjectReference[].class).stream()
                    .flatMap(Stream::of)
                    .anyMatch(item.ref()::equals))
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
        .or(() -> ImagesInside.address(item, mark.environment(), read))
        .or(() -> Restored.instance(item, read));
  }
}
