package dev.provision.vsphere.placement;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.places.AllowedDatastores;
import dev.provision.vsphere.places.Clusters;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.DatastoreRegex;
import dev.provision.vsphere.places.Residents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The hosts of the clusters, and the datastores, that a connection lets placement choose from. */
final class Places {
  private final Inventory inventory;
  private final List<String> problems = new ArrayList<>();
  private final List<HostFacts> hosts = new ArrayList<>();
  private final List<Item> clusters;
  private AllowedDatastores allowed;

  Places(VcenterSpec spec, Inventory inventory, Residents residents) {
    this.inventory = inventory;
    this.allowed = new AllowedDatastores(Optional.empty(), spec.datastores(), inventory);
    Clusters named = new Clusters(spec, inventory);
    clusters = named.usable();
    named.problems().forEach(problem -> problems.add(problem.message()));
    named.undecided().ifPresent(problems::add);
    try {
      allowed = new AllowedDatastores(DatastoreRegex.of(spec), spec.datastores(), inventory);
    } catch (PatternSyntaxException e) {
      problems.add(
          "datastore_regex `"
              + spec.datastoreRegex().orElseThrow()
              + "` is no regular expression: "
              + e.getDescription());
    }
    for (Item cluster : clusters) {
      for (Item host : inventory.all("HostSystem")) {
        if (host.parent().filter(cluster.ref()::equals).isPresent()) {
          hosts.add(new HostFacts(host, inventory, poolOn(cluster, named.pool()), residents));
        }
      }
    }
    hosts.sort(Comparator.comparing(HostFacts::path));
  }

  /** The named pool if it is in this cluster; the root pool when none is named. */
  private Optional<ManagedObjectReference> poolOn(Item cluster, Optional<Item> named) {
    if (named.isEmpty()) {
      return cluster.get("resourcePool", ManagedObjectReference.class);
    }
    return named
        .map(Item::ref)
        .filter(pool -> inventory.path(pool).isBelow(inventory.path(cluster.ref())));
  }

  /** Why nothing can be placed at all; empty when something can. */
  List<String> problems() {
    return problems;
  }

  /** By path. */
  List<HostFacts> hosts() {
    return hosts;
  }

  /** The inventory path of a datastore. */
  String path(DatastoreFacts datastore) {
    return inventory.path(datastore.ref()).toString();
  }

  AllowedDatastores allowed() {
    return allowed;
  }

  /** The clusters, quoted. */
  String text() {
    return clusters.stream()
        .map(cluster -> "`" + inventory.path(cluster.ref()) + "`")
        .collect(Collectors.joining(", "));
  }
}
