package dev.provision.modules.folders;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.vsphere.exported.Restored;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Marks;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.inventory.OutOfReach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a folder should stand, and what stands in it. */
final class FolderPlace {
  private FolderPlace() {}

  /**
   * The wanted path; empty when no datacenter is named and there is not exactly one, or the one
   * that is named is not there.
   */
  static Optional<InventoryPath> wanted(FolderDesired desired, Inventory read) {
    return desired.isPath()
        ? Optional.of(desired.expected())
        : vmFolder(desired, read).map(top -> below(top, desired, read));
  }

  /** The connection's folder is a name before it is a path, where there is one of that name. */
  private static InventoryPath below(InventoryPath top, FolderDesired desired, Inventory read) {
    InventoryPath path = desired.below(top);
    return desired
        .connectionFolder()
        .flatMap(
            name ->
                Stream.of(name, EntityName.shown(name))
                    .map(top::child)
                    .filter(each -> read.at(each).filter(FolderPlace::holdsVms).isPresent())
                    .findFirst())
        .map(above -> above.child(path.name()))
        .orElse(path);
  }

  private static Optional<InventoryPath> vmFolder(FolderDesired desired, Inventory read) {
    Collection<Item> datacenters = read.all("Datacenter");
    Optional<Item> datacenter =
        desired.vcenter().datacenter().isEmpty()
            ? datacenters.stream().filter(dc -> datacenters.size() == 1).findAny()
            : read.at(desired.vcenter().below(read));
    return datacenter
        .flatMap(dc -> dc.get("vmFolder", ManagedObjectReference.class))
        .map(read::path);
  }

  /** The one folder of VMs that a single ESXi host has. */
  static Optional<Item> ofHost(Inventory read) {
    return read.all("Datacenter").stream()
        .findFirst()
        .flatMap(dc -> dc.get("vmFolder", ManagedObjectReference.class))
        .flatMap(read::get);
  }

  /** The name that a folder is made under until it is marked. */
  static InventoryPath unfinished(InventoryPath path) {
    return path.parent().child(path.name() + FolderKind.UNFINISHED);
  }

  /** Whether it is a folder that can hold VMs. */
  static boolean holdsVms(Item item) {
    return item.type().equals("Folder")
        && item.get("childType", String[].class)
            .map(types -> Arrays.asList(types).contains("VirtualMachine"))
            .orElse(true);
  }

  /** What stands in a folder: addresses of what the environment owns, and paths of the rest. */
  record Inside(List<Address> ours, List<String> others) {
    /** Why a folder that holds other people's things stays; empty when it holds none. */
    String whyItStays() {
      return others.isEmpty() ? "" : "it holds what is not ours: " + String.join(", ", others);
    }
  }

  static Inside inside(ManagedObjectReference folder, ObjectMark mark, Inventory read) {
    List<Address> ours = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String type : List.of("VirtualMachine", "VirtualApp", "Folder")) {
      for (Item item : read.all(type)) {
        if (item.parent().filter(folder::equals).isPresent()) {
          owner(item, mark, read)
              .ifPresentOrElse(ours::add, () -> others.add(read.path(item.ref()).toString()));
        }
      }
    }
    return new Inside(ours, others);
  }

  /** The address of a thing that this environment owns. */
  private static Optional<Address> owner(Item item, ObjectMark mark, Inventory read) {
    if (item.type().equals("Folder")) {
      return ObjectMark.read(item, read)
          .filter(inner -> inner.environment().equals(mark.environment()))
          .map(inner -> Address.parse(inner.address()));
    }
    if (item.type().equals("VirtualMachine") && OutOfReach.why(item, read).isPresent()) {
      return OutOfReach.instance(item, mark.environment(), read);
    }
    return Marks.owned(item)
        .filter(environment -> environment.equals(mark.environment()))
        .map(environment -> Address.parse(Marks.of(item, Marks.ADDRESS)))
        .or(() -> Restored.instance(item, read));
  }
}
