package dev.provision.modules.clusters;

import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.kind.object.ObjectState;
import dev.provision.vsphere.kind.object.ObjectsForm;
import dev.provision.vsphere.places.DrsCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Clusters that are made, as the section {@code clusters} has them. */
final class ClusterObjects extends ObjectsForm<ClusterSpec, ClusterDesired, ClusterState> {
  private final MadeClusters made;

  ClusterObjects(MadeClusters made) {
    super(made);
    this.made = made;
  }

  @Override
  protected ObjectDesired<ClusterSpec> wanted(ClusterDesired desired) {
    return desired.made().orElseThrow();
  }

  @Override
  protected ObjectState object(ClusterState seen) {
    return seen.made().orElseThrow();
  }

  @Override
  protected ClusterState state(ObjectState object, EnvironmentId environment, Inventory read) {
    return new ClusterState(
        DrsCluster.of(object.item(), read),
        Optional.of(object),
        Journal.of(environment, read),
        read,
        Optional.empty());
  }

  @Override
  public List<Change> changes(ClusterDesired desired, ClusterState seen) {
    return ClusterEffects.of(
        super.changes(desired, seen), desired.spec(), seen.cluster(), seen.read());
  }

  /** Of a late part it needs what the part needs too. */
  @Override
  public List<Right> toCreate(ClusterDesired desired, Placement at, Inventory read) {
    List<Right> all = new ArrayList<>(super.toCreate(desired, at, read));
    if (desired.isLate()) {
      String path = made.pathToBe(wanted(desired), read);
      all.addAll(ClusterRights.ofMembers(desired.environment(), path, read));
    }
    return all;
  }

  /** What the journal has in one goes before it. */
  @Override
  public Stream<Owned<ClusterState>> owned(EnvironmentId environment, Inventory read) {
    return super.owned(environment, read)
        .map(
            own -> {
              ClusterState state = own.state();
              List<Address> after = new ArrayList<>(own.after());
              after.addAll(
                  ClusterOrphans.in(state.cluster().ref(), own.address().kind(), state.journal()));
              return own.after(after);
            });
  }
}
