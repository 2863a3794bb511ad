package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Placement;

/** The datastore chosen for a volume. */
public record VolumePlacement(ManagedObjectReference datastore, String datastoreName)
    implements Placement {
  @Override
  public String text() {
    return datastoreName;
  }
}
