package dev.provision.modules.clusters;

import dev.provision.modules.clusters.declaration.Entry;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Disruption;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.form.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a playbook has in a cluster that is there, made or looked up: groups and rules, which the
 * journal owns, settings that name hosts and datastores, and overrides of single VMs and hosts.
 */
final class ClusterMembers implements Form<ClusterDesired, ClusterState> {
  private final String kind;

  ClusterMembers(String kind) {
    this.kind = kind;
  }

  @Override
  public List<Change> changes(ClusterDesired desired, ClusterState seen) {
    List<Change> changes = new ArrayList<>(PlaceRows.ALL.changes(desired.places(), seen));
    Overridden there = Overridden.of(desired.overrides(), seen);
    changes.addAll(OverrideRows.ALL.changes(desired.overrides().beside(there), there));
    changes.addAll(
        RuleConflicts.explained(
            ClusterRows.LISTS.changes(WantedLists.of(desired, seen), seen), seen));
    for (Entry entry : desired.entries()) {
      if (seen.has(entry)) {
        seen.journaled(entry)
            .flatMap(own -> own.change(desired.protect()))
            .map(change -> change.below(entry.sort().field() + "." + entry.name()))
            .ifPresent(changes::add);
      }
    }
    return changes;
  }

  /** Only a group or rule is deleted, and never the cluster. */
  @Override
  public Set<Disruption> deleting(Address address, ClusterState seen, Set<Address> gone) {
    return seen.orphan().isPresent() ? Set.of() : Form.super.deleting(address, seen, gone);
  }

  @Override
  public List<Right> toCreate(ClusterDesired desired, Placement at, Inventory read) {
    return List.of();
  }

  @Override
  public List<Right> toUpdate(
      ClusterDesired desired,
      ClusterState seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read) {
    return ClusterRights.ofMembers(desired.environment(), seen.cluster().path().toString(), read);
  }

  @Override
  public List<Right> toMark(ClusterState seen, Inventory read) {
    return ClusterRights.ofOrphan(seen, read);
  }

  @Override
  public List<Right> toDelete(ClusterState seen, Inventory read) {
    return ClusterRights.ofOrphan(seen, read);
  }

  @Override
  public void create(Address address, ClusterDesired desired, Placement at, VsphereWriter write) {
    throw new IllegalStateException("they are written into a cluster that is there: " + address);
  }

  @Override
  public void update(
      Address address,
      ClusterDesired desired,
      ClusterState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new ClusterWrites(write).converge(desired, seen);
  }

  @Override
  public void delete(ClusterState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new ClusterWrites(write).delete(seen);
  }

  @Override
  public void adopt(Address address, ClusterDesired desired, ClusterState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new ClusterWrites(write).adopt(desired, seen);
  }

  @Override
  public void release(ClusterState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new ClusterWrites(write).release(seen);
  }

  @Override
  public Stream<Owned<ClusterState>> owned(EnvironmentId environment, Inventory read) {
    return ClusterOrphans.of(kind, environment, read);
  }
}
