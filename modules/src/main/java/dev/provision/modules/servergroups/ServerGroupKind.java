package dev.provision.modules.servergroups;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.trait.Grouped;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.Renamable;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.ClusterWriter;
import dev.provision.vsphere.kind.SameRights;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.places.DrsCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The section {@code server_groups}. Placement applies every policy when a VM is created; on a
 * cluster with DRS a rule enforces it from then on. The rule is created after its VMs.
 */
public final class ServerGroupKind
    implements VsphereKind<ServerGroupSpec, GroupDesired, GroupState>,
        SameRights<ServerGroupSpec, GroupDesired, GroupState>,
        Grouped<ServerGroupSpec, GroupDesired, GroupState, Inventory, VsphereWriter>,
        Locked<ServerGroupSpec, GroupDesired, GroupState, Inventory, VsphereWriter>,
        Renamable<ServerGroupSpec, GroupDesired, GroupState, Inventory, VsphereWriter> {
  @Override
  public KindInfo info() {
    return new KindInfo(
        "server_groups",
        GroupLookup.KIND,
        "Instances that run on the same host or on different hosts: placement sees to it, and a DRS"
            + " rule where DRS is on.",
        """
        server_groups:
          web: {policy: anti-affinity}
        """,
        List.of(
            new KindInfo.Attribute("members", "the names of its existing instances"),
            new KindInfo.Attribute("clusters", "the clusters that have a rule for it")),
        List.of());
  }

  @Override
  public Carrier carrier() {
    return Carrier.IN_NAME;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(Activities.SERVER_GROUPS);
  }

  @Override
  public Class<ServerGroupSpec> spec() {
    return ServerGroupSpec.class;
  }

  @Override
  public Object toMembers(Declaration<ServerGroupSpec> declaration, List<Address> members) {
    return new ServerGroup(declaration.address(), declaration.spec().policy(), members);
  }

  @Override
  public Checked<GroupDesired> desired(
      Declaration<ServerGroupSpec> declaration, Resolved references) {
    Map<Address, Optional<ManagedObjectReference>> members = new HashMap<>();
    references
        .members()
        .forEach(
            (member, exported) ->
                members.put(
                    member,
                    exported instanceof Optional<?> vm
                        ? vm.map(ManagedObjectReference.class::cast)
                        : Optional.empty()));
    return Checked.of(
        new GroupDesired(
            declaration.address(),
            references.environment(),
            declaration.spec().policy(),
            members,
            references.connection(VcenterSpec.class),
            declaration.common().absent()));
  }

  @Override
  public Observation<GroupState> observe(Address address, GroupDesired desired, Inventory read) {
    return GroupLookup.observe(address, desired, read);
  }

  @Override
  public List<Problem> problems(
      GroupDesired desired, Observation<GroupState> seen, Inventory read) {
    return DirectHost.is(read)
        ? List.of(
            new Problem(
                "",
                DirectHost.refusal(
                    "server_groups", "there are no other hosts and no DRS; leave it out")))
        : List.of();
  }

  @Override
  public List<Change> diff(GroupDesired desired, GroupState observed) {
    return GroupDiff.of(desired, observed);
  }

  @Override
  public List<String> notes(GroupDesired desired, Observation<GroupState> seen) {
    return GroupNotes.of(desired, seen);
  }

  @Override
  public Object exported(
      Declaration<ServerGroupSpec> declaration,
      GroupDesired desired,
      Observation<GroupState> seen) {
    return desired.policy();
  }

  @Override
  public Map<String, Object> attributes(GroupState observed) {
    return Map.of(
        "members",
        observed.members().stream().map(member -> member.address().name()).sorted().toList(),
        "clusters",
        observed.parts().stream()
            .filter(part -> part.rule().isPresent())
            .map(part -> part.cluster().path().toString())
            .sorted()
            .toList());
  }

  @Override
  public String pathToBe(GroupDesired desired, Inventory read) {
    String rule = " rule " + Rule.name(desired.environment(), desired.address());
    return DrsCluster.usable(desired.connection(), read).stream()
        .map(cluster -> cluster.path() + rule)
        .collect(Collectors.joining(", "));
  }

  @Override
  public String summary(GroupDesired desired) {
    return "DRS rule, "
        + desired.policy().word()
        + " of "
        + desired.members().keySet().stream().map(Address::name).collect(Collectors.joining(", "));
  }

  /** Rules of one cluster are edited one at a time. */
  @Override
  public Set<LockKey> edits(GroupDesired desired, Inventory read) {
    return GroupLookup.state(desired.address(), desired, read).parts().stream()
        .map(part -> ClusterWriter.lock(part.cluster()))
        .collect(Collectors.toSet());
  }

  @Override
  public List<Right> rights(GroupDesired desired, Inventory read) {
    return rightsOn(GroupLookup.state(desired.address(), desired, read), read);
  }

  @Override
  public List<Right> rightsOn(GroupState seen, Inventory read) {
    return seen.parts().stream().map(part -> edits(part.cluster())).toList();
  }

  private static Right edits(DrsCluster cluster) {
    return new Right(
        "Host.Inventory.EditCluster", cluster.path().toString(), "ReconfigureComputeResource_Task");
  }

  @Override
  public void create(Address address, GroupDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new GroupWrites(write)
        .converge(address, desired, GroupLookup.state(address, desired, write.inventory()));
  }

  @Override
  public void update(
      Address address,
      GroupDesired desired,
      GroupState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    new GroupWrites(write).converge(address, desired, seen);
  }

  @Override
  public void delete(GroupState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new GroupWrites(write).delete(seen);
  }

  /** The rule's name contains the owner, so the old rule is deleted and a new one created. */
  @Override
  public void rename(
      Address from, Address to, GroupDesired desired, GroupState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    new GroupWrites(write).delete(seen);
    create(to, desired, Placement.NONE, write);
  }

  @Override
  public Stream<Owned<GroupState>> owned(EnvironmentId environment, Inventory read) {
    return GroupLookup.owned(environment, read);
  }
}
