package dev.provision.modules.clusters;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Composed;
import dev.provision.spi.trait.Foreseen;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Parted;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.ClusterWriter;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.places.DrsCluster;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code clusters}. A cluster is only looked up. Its declared rules and groups are
 * ours, and each has an entry in the journal. They are written in the late part {@code members},
 * after the instances that they name.
 */
public final class ClusterKind
    implements VsphereKind<ClusterSpec, ClusterDesired, ClusterState>,
        LookedUp<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Parted<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Foreseen<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Composed<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Locked<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter>,
        Adoptable<ClusterSpec, ClusterDesired, ClusterState, Inventory, VsphereWriter> {
  private static final String KIND = "cluster";
  private static final String TYPE = "ClusterComputeResource";

  @Override
  public KindInfo info() {
    return new KindInfo(
        "clusters",
        KIND,
        "DRS rules, and groups of instances and hosts, of a cluster that exists.",
        """
        clusters:
          DC0_C0:
            host_groups:
              left: [DC0_C0_H0]
        """,
        List.of(
            new KindInfo.Attribute("path", "its inventory path"),
            new KindInfo.Attribute("id", "its managed object id")),
        List.of());
  }

  @Override
  public Carrier carrier() {
    return Carrier.JOURNAL;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(Activities.SERVER_GROUPS, Activities.JOURNAL);
  }

  @Override
  public Class<ClusterSpec> spec() {
    return ClusterSpec.class;
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of("Folder", Set.of("customValue"), TYPE, Set.of(DrsCluster.CONFIG));
  }

  @Override
  public List<Problem> validate(Declaration<ClusterSpec> declaration) {
    return ClusterRules.problems(declaration);
  }

  @Override
  public List<Part<ClusterSpec>> lateParts() {
    return List.of(
        new Part<>("members", Set.of("vm_groups", "host_groups", "rules"), spec -> spec));
  }

  @Override
  public ClusterSpec base(ClusterSpec spec) {
    return new ClusterSpec(spec.path(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public boolean isExisting(ClusterSpec spec) {
    return spec.equals(base(spec));
  }

  @Override
  public Problem missing(
      Declaration<ClusterSpec> declaration, ClusterDesired desired, Inventory read) {
    String why =
        DirectHost.is(read)
            ? DirectHost.refusal("clusters", "it is in none; leave it out")
            : find(desired, read)
                .problem("cluster", desired.name(), desired.vcenter().below(read))
                .orElseThrow();
    return new Problem("path", why);
  }

  @Override
  public Set<Address> parts(Declaration<ClusterSpec> declaration) {
    Set<Address> parts = new HashSet<>();
    Entry.of(declaration.address(), declaration.spec()).forEach(each -> parts.add(each.address()));
    return parts;
  }

  @Override
  public Checked<ClusterDesired> desired(
      Declaration<ClusterSpec> declaration, Resolved references) {
    return Checked.of(ClusterDesired.of(declaration, references));
  }

  private static Lookup find(ClusterDesired desired, Inventory read) {
    return read.find(List.of(TYPE), desired.name(), desired.vcenter().below(read));
  }

  @Override
  public Observation<ClusterState> observe(
      Address address, ClusterDesired desired, Inventory read) {
    Lookup lookup = find(desired, read);
    if (lookup instanceof Lookup.Ambiguous several) {
      return new Observation.Ambiguous<>(
          several.paths().stream().map(Object::toString).sorted().toList());
    }
    if (!(lookup instanceof Lookup.Found found)) {
      return new Observation.Absent<>();
    }
    ClusterState state =
        new ClusterState(
            DrsCluster.of(found.item(), read),
            Journal.of(desired.environment(), read),
            read,
            Optional.empty());
    for (Entry entry : desired.entries()) {
      if (state.has(entry) && !state.isOurs(entry)) {
        return new Observation.Foreign<>(state, state.path(entry));
      }
    }
    return new Observation.Present<>(state, found.path().toString(), Ownership.EXISTING);
  }

  @Override
  public Inventory foreseen(
      ClusterDesired desired, Observation<ClusterState> seen, Inventory read) {
    return find(desired, read) instanceof Lookup.Found found
        ? read.with(
            List.of(new PlannedCluster(desired, DrsCluster.of(found.item(), read), read).item()))
        : read;
  }

  @Override
  public List<Problem> problems(
      ClusterDesired desired, Observation<ClusterState> seen, Inventory read) {
    return find(desired, read) instanceof Lookup.Found found
        ? ClusterRules.hosts(desired, DrsCluster.of(found.item(), read), read)
        : List.of();
  }

  @Override
  public List<Change> diff(ClusterDesired desired, ClusterState observed) {
    List<Change> changes =
        new ArrayList<>(ClusterRows.LISTS.changes(WantedLists.of(desired, observed), observed));
    for (Entry entry : desired.entries()) {
      if (observed.has(entry)) {
        observed
            .journaled(entry)
            .flatMap(own -> own.change(desired.protect()))
            .map(change -> change.below(entry.sort().field() + "." + entry.name()))
            .ifPresent(changes::add);
      }
    }
    return changes;
  }

  @Override
  public List<String> notes(ClusterDesired desired, Observation<ClusterState> seen) {
    return seen instanceof Observation.Present<ClusterState> present
            && !present.state().cluster().hasDrs()
            && !desired.spec().allRules().isEmpty()
        ? List.of("DRS is off there: nothing keeps its rules")
        : List.of();
  }

  @Override
  public Object exported(
      Declaration<ClusterSpec> declaration,
      ClusterDesired desired,
      Observation<ClusterState> seen) {
    return desired.name().text();
  }

  @Override
  public Map<String, Object> attributes(ClusterState observed) {
    return Map.of(
        "path", observed.cluster().path().toString(), "id", observed.cluster().ref().getVal());
  }

  @Override
  public String summary(ClusterDesired desired) {
    return desired.name().text();
  }

  @Override
  public Set<LockKey> edits(ClusterDesired desired, Inventory read) {
    return find(desired, read) instanceof Lookup.Found found
        ? Set.of(ClusterWriter.lock(DrsCluster.of(found.item(), read)))
        : Set.of();
  }

  @Override
  public Set<LockKey> leaves(ClusterState seen) {
    return Set.of(ClusterWriter.lock(seen.cluster()));
  }

  @Override
  public void create(Address address, ClusterDesired desired, Placement at, VsphereWriter write)
      throws ModuleException {
    throw ModuleException.refused("clusters are only looked up, never made");
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
    return ClusterOrphans.of(KIND, environment, read);
  }
}
