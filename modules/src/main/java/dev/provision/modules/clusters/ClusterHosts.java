package dev.provision.modules.clusters;

import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.places.DrsCluster;
import java.util.List;

/** The hosts that are in a cluster. */
final class ClusterHosts {
  private ClusterHosts() {}

  static List<Item> of(DrsCluster cluster, Inventory read) {
    return read.all("HostSystem").stream()
        .filter(host -> host.parent().filter(cluster.ref()::equals).isPresent())
        .toList();
  }

  /** Compares the last name of a path only: within one cluster that identifies a host. */
  static boolean isNamed(Item host, PlaceName name) {
    return host.shown().equals(name.bare());
  }
}
