package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Placement;

/** A host, a datastore and the resource pool, chosen for one VM. */
public record HostPlacement(
    ManagedObjectReference host,
    String hostName,
    ManagedObjectReference datastore,
    String datastoreName,
    ManagedObjectReference resourcePool)
    implements Placement {
  @Override
  public String text() {
    return hostName + ", " + datastoreName;
  }
}
