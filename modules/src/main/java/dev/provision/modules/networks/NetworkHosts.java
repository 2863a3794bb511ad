package dev.provision.modules.networks;

import dev.provision.modules.networks.NetworkDesired.Made;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.places.Clusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which hosts a port group is to be on. */
final class NetworkHosts {
  private NetworkHosts() {}

  /**
   * Adds the hosts: those that are named and those of the named cluster; without names, those of
   * the connection's clusters.
   */
  static NetworkDesired found(NetworkDesired desired, Inventory read) {
    Made made = desired.made().orElseThrow();
    if (made.absent()) {
      return desired;
    }
    InventoryPath below = NetworkSearch.below(desired, read);
    List<Problem> problems = new ArrayList<>();
    Set<Item> hosts = new LinkedHashSet<>();
    NetworkSpec spec = made.spec();
    List<PlaceName> names = spec.hosts().orElse(List.of());
    for (int i = 0; i < names.size(); i++) {
      find("hosts." + i, "host", "HostSystem", names.get(i), below, read, problems)
          .ifPresent(hosts::add);
    }
    List<Item> clusters = new ArrayList<>();
    spec.cluster()
        .flatMap(name -> find("cluster", "cluster", "ComputeResource", name, below, read, problems))
        .ifPresent(clusters::add);
    if (spec.hosts().isEmpty() && spec.cluster().isEmpty()) {
      clusters.addAll(new Clusters(desired.vcenter(), read).usable());
    }
    for (Item host : read.all("HostSystem")) {
      if (clusters.stream().anyMatch(cluster -> isIn(host, cluster))) {
        hosts.add(host);
      }
    }
    List<Item> sorted = new ArrayList<>(hosts);
    sorted.sort(Comparator.comparing(host -> read.path(host.ref()).toString()));
    return desired.with(made.on(sorted, problems));
  }

  private static boolean isIn(Item host, Item cluster) {
    return host.parent().filter(cluster.ref()::equals).isPresent();
  }

  private static Optional<Item> find(
      String field,
      String what,
      String type,
      PlaceName name,
      InventoryPath below,
      Inventory read,
      List<Problem> problems) {
    Lookup lookup = read.find(List.of(type), name, below);
    lookup.problem(what, name, below).map(why -> new Problem(field, why)).ifPresent(problems::add);
    return lookup instanceof Lookup.Found found ? Optional.of(found.item()) : Optional.empty();
  }
}
