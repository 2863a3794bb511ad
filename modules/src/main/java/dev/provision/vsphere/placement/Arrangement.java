package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.vsphere.places.DatastoreFacts;
import java.util.List;
import java.util.Map;

/**
 * A way to place all demands of a batch.
 *
 * @param order in which they were placed: images come before what is linked to them
 */
record Arrangement(List<Demand> order, Map<Address, Spot> spots) {
  /** Where one goes. */
  record Spot(HostFacts host, DatastoreFacts datastore) {}

  Arrangement {
    order = List.copyOf(order);
    spots = Map.copyOf(spots);
  }

  Spot spot(Address address) {
    return spots.get(address);
  }
}
