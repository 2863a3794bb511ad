package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Placement;
import dev.provision.vsphere.inventory.Place;

/**
 * A host, a datastore and the resource pool, chosen for one VM.
 *
 * @param resourcePool one that is there, or that the same plan makes
 */
public record HostPlacement(
    ManagedObjectReference host,
    String hostName,
    ManagedObjectReference datastore,
    String datastoreName,
    Place resourcePool)
    implements Placement {
  @Override
  public String text() {
    return hostName + ", " + datastoreName;
  }
}
