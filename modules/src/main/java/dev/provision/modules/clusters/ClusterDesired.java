package dev.provision.modules.clusters;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wanted of the lists of a cluster.
 *
 * @param name by name or path
 * @param members of each group and rule of VMs, by {@link Entry#address}; a VM that is to be made
 *     is empty
 */
record ClusterDesired(
    Address address,
    EnvironmentId environment,
    PlaceName name,
    ClusterSpec spec,
    VcenterSpec vcenter,
    boolean protect,
    Map<Address, Map<Address, Optional<ManagedObjectReference>>> members) {
  ClusterDesired {
    members = Map.copyOf(members);
  }

  /** All that is declared of its lists. */
  List<Entry> entries() {
    return Entry.of(address, spec);
  }
}
