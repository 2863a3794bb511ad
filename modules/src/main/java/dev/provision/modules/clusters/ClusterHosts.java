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

  /** Within one cluster a host's name is all that tells it from the others. */
  static boolean isNamed(Item host, PlaceName name) {
    return host.shown().equals(name.bare());
  }
}
