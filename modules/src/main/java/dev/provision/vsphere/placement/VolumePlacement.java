package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Placement;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Place;
import java.util.Set;

/**
 * The datastore chosen for a volume, which is there or which the same plan makes.
 *
 * @param standsOn the path of the datastore
 */
public record VolumePlacement(
    ManagedObjectReference datastore, String datastoreName, Set<String> standsOn)
    implements Placement {
  public VolumePlacement {
    standsOn = Set.copyOf(standsOn);
  }

  @Override
  public String text() {
    return datastoreName;
  }

  /**
   * The same with the reference that the server gave to what the plan made.
   *
   * @param now the snapshot on which the step was decided
   * @throws ModuleException when the datastore does not exist
   */
  public VolumePlacement in(Inventory now) throws ModuleException {
    return new VolumePlacement(Place.of(datastore).in(now), datastoreName, standsOn);
  }
}
