package dev.provision.vsphere.exported;

import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Place;

/** A resource pool, which exists or which the plan creates. */
public record PoolRef(InventoryPath path, Place place) {
  /** The name of the pool that each cluster has ({@code ComputeResource.resourcePool}). */
  public static final String ROOT = "Resources";

  /** The cluster or the host that it divides. */
  public InventoryPath cluster() {
    int root = path.names().indexOf(ROOT);
    return root < 0 ? path : new InventoryPath(path.names().subList(0, root));
  }
}
