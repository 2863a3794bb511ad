package dev.provision.modules.folders;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The trees that folders stand in, as a path tells. Each datacenter has four, whose tops it is made
 * with; above them only datacenters and their folders are ({@code Folder.childType}).
 */
final class FolderTree {
  private static final Set<String> TOPS = Set.of("vm", "host", "datastore", "network");

  private FolderTree() {}

  /**
   * The path of the folder above one, as it is written; empty where that is the top of a tree or
   * the root.
   *
   * @param place an inventory path, or names below the top of a tree: {@code team/a}
   */
  static Optional<String> above(PlaceName place) {
    InventoryPath path = place.below(InventoryPath.ROOT);
    InventoryPath above = path.parent();
    // DC0/vm/x is the same as /DC0/vm/x: see ObjectPlace
    boolean isTop = place.isPath() ? isTop(above) : isTop(above) && above.name().equals("vm");
    if (path.names().size() < 2 || isTop) {
      return Optional.empty();
    }
    return Optional.of(place.isPath() ? above.toString() : above.toString().substring(1));
  }

  /** The top of the VMs' tree in the datacenter that a connection names, or in the only one. */
  static Optional<InventoryPath> ofVms(VcenterSpec vcenter, Inventory read) {
    Collection<Item> datacenters = read.all("Datacenter");
    Optional<Item> datacenter =
        vcenter.datacenter().isEmpty()
            ? datacenters.stream().filter(dc -> datacenters.size() == 1).findAny()
            : read.at(vcenter.below(read));
    return datacenter
        .flatMap(dc -> dc.get("vmFolder", ManagedObjectReference.class))
        .map(read::path);
  }

  /** Whether it is a folder that can hold VMs. */
  static boolean holdsVms(Item item) {
    return item.type().equals("Folder")
        && item.get("childType", String[].class)
            .map(types -> Arrays.asList(types).contains("VirtualMachine"))
            .orElse(true);
  }

  /** Whether a folder that is not there yet will hold VMs. */
  static boolean holdsVms(InventoryPath path) {
    InventoryPath at = path;
    while (at.names().size() > 1 && !isTop(at)) {
      at = at.parent();
    }
    return at.name().equals("vm");
  }

  private static boolean isTop(InventoryPath path) {
    return path.names().size() >= 2 && TOPS.contains(path.name());
  }
}
