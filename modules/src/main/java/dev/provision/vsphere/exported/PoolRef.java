package dev.provision.vsphere.exported;

import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.Optional;

/**
 * A resource pool or a vApp, which exists or which the plan creates.
 *
 * @param vApp whether it is a vApp
 */
public record PoolRef(InventoryPath path, Place place, boolean vApp) {
  /** The name of the pool that each cluster has ({@code ComputeResource.resourcePool}). */
  public static final String ROOT = "Resources";

  /**
   * Whether what a playbook puts below a parent is in a pool.
   *
   * @param parent a pool, a cluster or a host; empty for the pool of the connection's cluster
   * @param above the path of the pool
   */
  public static boolean isIn(Optional<PlaceName> parent, InventoryPath above) {
    boolean root = above.name().equals(ROOT);
    return parent.map(name -> name.fits(above) || root && name.fits(above.parent())).orElse(root);
  }

  /** What an account needs on it, and on a VM, to put the VM there. */
  public String assigning() {
    return vApp ? "VApp.AssignVM" : "Resource.AssignVMToPool";
  }

  /** The cluster or the host that it divides. */
  public InventoryPath cluster() {
    int root = path.names().indexOf(ROOT);
    return root < 0 ? path : new InventoryPath(path.names().subList(0, root));
  }
}
