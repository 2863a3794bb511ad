package dev.provision.modules.networks;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Fitted;
import dev.provision.spi.KindInfo;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.Right;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Aliased;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Versioned;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.inventory.PortGroups;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.ReadsWhenDeclared;
import dev.provision.vsphere.kind.SameRights;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code networks}. A name that an instance uses and the playbook does not declare
 * means the port group of that name. A network with a switch is a standard port group that is
 * created on hosts.
 */
public final class NetworkKind
    implements VsphereKind<NetworkSpec, NetworkDesired, NetworkState>,
        SameRights<NetworkSpec, NetworkDesired, NetworkState>,
        ReadsWhenDeclared<NetworkSpec>,
        LookedUp<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Implied<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Aliased<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Versioned<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Infrastructure<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Locked<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter>,
        Adoptable<NetworkSpec, NetworkDesired, NetworkState, Inventory, VsphereWriter> {
  private final MadeNetworks made = new MadeNetworks();

  @Override
  public KindInfo info() {
    return new KindInfo(
        "networks",
        "network",
        "An existing port group or opaque network, or a standard port group to create on hosts.",
        """
        networks:
          private:
            port_group: VM Network
        """,
        List.of(
            new KindInfo.Attribute("name", "its name in vCenter"),
            new KindInfo.Attribute("id", "its managed object id")),
        List.of());
  }

  /** For networks that are created; those that are looked up carry no mark. */
  @Override
  public Carrier carrier() {
    return Carrier.JOURNAL;
  }

  @Override
  public Set<Activity> activities() {
    return Activities.set(Activities.PORT_GROUPS, Activities.JOURNAL);
  }

  @Override
  public Class<NetworkSpec> spec() {
    return NetworkSpec.class;
  }

  @Override
  public Optional<NetworkSpec> implied(String name, EnvironmentId environment, Span span) {
    return PlaceName.read(name).map(NetworkSpec::existing);
  }

  @Override
  public Map<String, List<String>> remarks() {
    return StandardPortGroups.CHANGED.remarks();
  }

  @Override
  public List<Problem> validate(Declaration<NetworkSpec> declaration) {
    return NetworkRules.problems(declaration.spec());
  }

  /** Two names of one port group are one network. */
  @Override
  public String standsFor(Declaration<NetworkSpec> declaration) {
    return "port group " + name(declaration);
  }

  private static String name(Declaration<NetworkSpec> declaration) {
    return declaration.spec().portGroup().map(PlaceName::text).orElse(declaration.address().name());
  }

  @Override
  public boolean isExisting(NetworkSpec spec) {
    return spec.isExisting();
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        "DistributedVirtualPortgroup", Set.of("key", PortGroups.SWITCH, PortGroups.TAGS),
        "DistributedVirtualSwitch", Set.of("uuid"),
        "VmwareDistributedVirtualSwitch", Set.of("uuid"),
        "Folder", Set.of("customValue"),
        "OpaqueNetwork", Set.of(NetworkSearch.SUMMARY));
  }

  @Override
  public Map<String, Set<String>> declaredProperties(NetworkSpec spec) {
    return spec.isExisting() ? Map.of() : made.properties(spec);
  }

  @Override
  public Checked<NetworkDesired> desired(
      Declaration<NetworkSpec> declaration, Resolved references) {
    return Checked.of(
        new NetworkDesired(
            declaration.address().name(),
            name(declaration),
            references.connection(VcenterSpec.class),
            MadeNetworks.wanted(declaration, references.environment())));
  }

  /** Looks up the hosts of a network that is created. */
  @Override
  public Fitted<NetworkDesired> fitted(NetworkDesired desired, Inventory read) {
    return new Fitted<>(
        desired.made().isPresent() ? NetworkHosts.found(desired, read) : desired, List.of());
  }

  @Override
  public Observation<NetworkState> observe(
      Address address, NetworkDesired desired, Inventory read) {
    if (desired.made().isPresent()) {
      return made.observe(address, desired, read);
    }
    Lookup lookup = NetworkSearch.find(desired, read);
    if (lookup instanceof Lookup.Found found) {
      PortGroupRef there = NetworkSearch.ref(desired, found.item(), read);
      return NetworkSearch.whyUnfit(there, found.item()).isPresent()
          ? new Observation.Absent<>()
          : new Observation.Present<>(
              NetworkState.existing(there), found.path().toString(), Ownership.EXISTING);
    }
    if (lookup instanceof Lookup.Ambiguous several) {
      return new Observation.Ambiguous<>(
          several.paths().stream().map(Object::toString).sorted().toList());
    }
    return new Observation.Absent<>();
  }

  @Override
  public List<Problem> problems(
      NetworkDesired desired, Observation<NetworkState> seen, Inventory read) {
    return desired.made().isPresent() ? MadeNetworks.problems(desired, read) : List.of();
  }

  @Override
  public Problem missing(
      Declaration<NetworkSpec> declaration, NetworkDesired desired, Inventory read) {
    return new Problem("port_group", NetworkSearch.whyNone(desired, read));
  }

  @Override
  public List<Change> diff(NetworkDesired desired, NetworkState observed) {
    return desired.made().isPresent() ? made.changes(desired, observed) : List.of();
  }

  @Override
  public List<String> notes(NetworkDesired desired, Observation<NetworkState> seen) {
    return made.notes(seen);
  }

  @Override
  public Object exported(
      Declaration<NetworkSpec> declaration,
      NetworkDesired desired,
      Observation<NetworkState> seen) {
    if (desired.made().isPresent()) {
      return MadeNetworks.exported(desired, seen);
    }
    return seen instanceof Observation.Present<NetworkState> present
        ? present.state().group().orElseThrow()
        : PortGroupRef.standard(desired.network(), Optional.empty(), desired.portGroup(), Set.of());
  }

  @Override
  public Map<String, Object> attributes(NetworkState observed) {
    return observed
        .group()
        .<Map<String, Object>>map(group -> Map.of("name", group.name(), "id", group.ref().getVal()))
        .orElse(Map.of());
  }

  @Override
  public String summary(NetworkDesired desired) {
    return desired.made().isPresent() ? MadeNetworks.summary(desired) : desired.portGroup();
  }

  @Override
  public Set<LockKey> edits(NetworkDesired desired, Inventory read) {
    return made.locks(desired);
  }

  @Override
  public Set<Address> before(
      NetworkDesired desired, Observation<NetworkState> seen, Inventory read) {
    return MadeNetworks.before(desired, read);
  }

  @Override
  public Set<LockKey> leaves(NetworkState seen) {
    return made.locks(seen);
  }

  @Override
  public List<Right> rights(NetworkDesired desired, Inventory read) {
    return made.rights(desired, read);
  }

  @Override
  public List<Right> rightsOn(NetworkState seen, Inventory read) {
    return made.rights(seen, read);
  }

  @Override
  public void create(Address address, NetworkDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    made.create(address, desired, write);
  }

  @Override
  public void update(
      Address address,
      NetworkDesired desired,
      NetworkState seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write)
      throws ModuleException, InterruptedException {
    made.update(address, desired, seen, write);
  }

  @Override
  public void delete(NetworkState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    made.delete(seen, write);
  }

  @Override
  public void adopt(Address address, NetworkDesired desired, NetworkState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    made.adopt(address, desired, seen, write);
  }

  @Override
  public void release(NetworkState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    made.release(seen, write);
  }

  @Override
  public Stream<Owned<NetworkState>> owned(EnvironmentId environment, Inventory read) {
    return made.owned(environment, read);
  }
}
