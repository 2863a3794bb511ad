package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Placement;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Place;
import java.util.Set;

/**
 * A host, a datastore and the resource pool, chosen for one VM. Each is there, or the same plan
 * makes it; {@link #in} gives the references that a step needs.
 *
 * @param standsOn the paths of the host and of the datastore
 */
public record HostPlacement(
    ManagedObjectReference host,
    String hostName,
    ManagedObjectReference datastore,
    String datastoreName,
    Place resourcePool,
    Set<String> standsOn)
    implements Placement {
  public HostPlacement {
    standsOn = Set.copyOf(standsOn);
  }

  @Override
  public String text() {
    return hostName + ", " + datastoreName;
  }

  /**
   * The same with the references that the server gave to what the plan made.
   *
   * @param now the snapshot on which the step was decided
   * @throws ModuleException when the host or the datastore does not exist
   */
  public HostPlacement in(Inventory now) throws ModuleException {
    return new HostPlacement(
        Place.of(host).in(now),
        hostName,
        Place.of(datastore).in(now),
        datastoreName,
        resourcePool,
        standsOn);
  }
}
