package dev.provision.modules.clusters;

import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.LockKey;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.kind.ClusterWriter;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.places.DrsCluster;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds clusters: those that are made by path and mark, others by name. */
final class ClusterSearch {
  private final MadeClusters made;
  private final ClusterObjects objects;

  ClusterSearch(MadeClusters made, ClusterObjects objects) {
    this.made = made;
    this.objects = objects;
  }

  Lookup lookup(ClusterDesired desired, Inventory read) {
    return read.find(List.of(MadeClusters.TYPE), desired.name(), desired.vcenter().below(read));
  }

  /** A cluster that is made, ours or not. */
  Observation<ObjectState> ofMade(ObjectDesired<ClusterSpec> desired, Inventory read) {
    return made.observe(desired.address(), desired, read);
  }

  /** The cluster, also one that this plan makes. */
  Optional<DrsCluster> cluster(ClusterDesired desired, Inventory read) {
    return item(desired, read).map(item -> DrsCluster.of(item, read));
  }

  private Optional<Item> item(ClusterDesired desired, Inventory read) {
    if (desired.made().isEmpty()) {
      return lookup(desired, read) instanceof Lookup.Found found
          ? Optional.of(found.item())
          : Optional.empty();
    }
    return ofMade(desired.made().get(), read).there().map(ObjectState::item);
  }

  Observation<ClusterState> observe(Address address, ClusterDesired desired, Inventory read) {
    if (desired.made().isPresent() && !desired.isLate()) {
      return made.observe(address, desired.made().get(), read)
          .map(state -> objects.state(state, desired.environment(), read));
    }
    if (desired.made().isEmpty() && lookup(desired, read) instanceof Lookup.Ambiguous several) {
      return new Observation.Ambiguous<>(
          several.paths().stream().map(Object::toString).sorted().toList());
    }
    Optional<DrsCluster> found = cluster(desired, read);
    if (found.isEmpty()) {
      return new Observation.Absent<>();
    }
    ClusterState state =
        new ClusterState(
            found.get(),
            Optional.empty(),
            Journal.of(desired.environment(), read),
            read,
            Optional.empty());
    for (Entry entry : desired.entries()) {
      if (state.has(entry) && !state.isOurs(entry)) {
        return new Observation.Foreign<>(state, state.path(entry));
      }
    }
    return new Observation.Present<>(state, found.get().path().toString(), Ownership.EXISTING);
  }

  /** With the cluster as it will be, or with its rules, which come later. */
  Inventory foreseen(ClusterDesired desired, Inventory read) {
    if (desired.made().isEmpty() || desired.isLate()) {
      return cluster(desired, read)
          .map(found -> read.with(List.of(new PlannedCluster(desired, found, read).item())))
          .orElse(read);
    }
    ObjectDesired<ClusterSpec> one = desired.made().get();
    Inventory after = made.foreseen(one, ofMade(one, read), read);
    return one.path()
        .flatMap(after::at)
        .map(item -> after.with(List.of(PlannedCluster.settled(item, desired.spec()))))
        .orElse(after);
  }

  Set<LockKey> locks(ClusterDesired desired, Inventory read) {
    Set<LockKey> all = new HashSet<>();
    cluster(desired, read).map(DrsCluster::path).map(ClusterSearch::lock).ifPresent(all::add);
    desired
        .made()
        .ifPresent(
            one -> {
              all.addAll(made.edits(one, read));
              one.path().map(ClusterSearch::lock).ifPresent(all::add);
            });
    return all;
  }

  static LockKey lock(InventoryPath cluster) {
    return ClusterWriter.lock(cluster);
  }

  /**
   * Whether a text is the name or path of a cluster that is made, or of something in it. The name
   * alone is enough; a path leads through the folder of hosts.
   */
  static boolean holds(Declaration<ClusterSpec> cluster, String place) {
    Optional<PlaceName> path = cluster.spec().path();
    if (path.filter(PlaceName::isPath).isPresent()) {
      return PlaceName.read(place).filter(path.get()::holds).isPresent();
    }
    String name = path.map(PlaceName::bare).orElse(cluster.address().name());
    if (!place.contains("/")) {
      return place.equals(name);
    }
    List<String> names = InventoryPath.parse("/" + place).names();
    for (int at = 1; at < names.size(); at++) {
      boolean top = names.get(at - 1).equals("host");
      if (names.get(at).equals(name)
          && names.subList(0, at).contains("host")
          && top == cluster.spec().folder().isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
