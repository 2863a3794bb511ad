package dev.provision.vsphere.rights;

import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import java.util.Optional;
import java.util.Set;

/**
 * On which objects permissions are set: not on the folders of a datacenter, a root pool, or a host
 * that stands alone (vSphere API, SetEntityPermissions).
 */
public final class PermissionPlace {
  private static final Set<String> COMPUTE = Set.of("ComputeResource", "ClusterComputeResource");

  private PermissionPlace() {}

  /** The object above one that takes none; empty for one that does. */
  public static Optional<InventoryPath> instead(Item item, InventoryPath path, Inventory read) {
    String above = item.parent().flatMap(read::get).map(Item::type).orElse("");
    boolean none =
        item.type().equals("Folder") && above.equals("Datacenter")
            || item.type().equals("ResourcePool") && COMPUTE.contains(above)
            || item.type().equals("HostSystem") && above.equals("ComputeResource");
    return none ? Optional.of(path.parent()) : Optional.empty();
  }
}
