package dev.provision.modules.folders;

import dev.provision.vsphere.inventory.InventoryPath;
import java.util.List;
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
  static Optional<String> above(String place) {
    boolean absolute = InventoryPath.isPath(place);
    InventoryPath path = InventoryPath.parse(absolute ? place : "/" + place);
    List<String> names = path.names();
    if (names.size() < 2 || absolute && isTop(path.parent())) {
      return Optional.empty();
    }
    String above = path.parent().toString();
    return Optional.of(absolute ? above : above.substring(1));
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
