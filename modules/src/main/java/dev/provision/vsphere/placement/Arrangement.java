package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import dev.provision.spi.Demand;
import dev.provision.vsphere.places.DatastoreFacts;
import java.util.List;
import java.util.Map;

/**
 * A placement of all demands of a batch.
 *
 * @param order the order in which they were placed: images come before the VMs that are linked to
 *     them
 */
record Arrangement(List<Demand> order, Map<Address, Spot> spots) {
  /** The host and the datastore of one demand. */
  record Spot(HostFacts host, DatastoreFacts datastore) {}

  Arrangement {
    order = List.copyOf(order);
    spots = Map.copyOf(spots);
  }

  Spot spot(Address address) {
    return spots.get(address);
  }
}
