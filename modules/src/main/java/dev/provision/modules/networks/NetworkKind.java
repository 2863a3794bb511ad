package dev.provision.modules.networks;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.KindInfo;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Observation.Ownership;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.trait.Aliased;
import dev.provision.spi.trait.Implied;
import dev.provision.spi.trait.LookedUp;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Lookup;
import dev.provision.vsphere.inventory.PortGroups;
import dev.provision.vsphere.kind.Carrier;
import dev.provision.vsphere.kind.VsphereKind;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code networks}. A name that an instance uses and the playbook does not declare is a
 * port group of that name.
 */
public final class NetworkKind
    implements VsphereKind<NetworkSpec, NetworkDesired, PortGroupRef>,
        LookedUp<NetworkSpec, NetworkDesired, PortGroupRef, Inventory, VsphereWriter>,
        Implied<NetworkSpec, NetworkDesired, PortGroupRef, Inventory, VsphereWriter>,
        Aliased<NetworkSpec, NetworkDesired, PortGroupRef, Inventory, VsphereWriter> {
  @Override
  public KindInfo info() {
    return new KindInfo(
        "networks",
        "network",
        "A network that exists: a standard or distributed port group, or an opaque network.",
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

  @Override
  public Carrier carrier() {
    return Carrier.NONE;
  }

  @Override
  public Class<NetworkSpec> spec() {
    return NetworkSpec.class;
  }

  @Override
  public Optional<NetworkSpec> implied(String name, EnvironmentId environment, Span span) {
    return Optional.of(new NetworkSpec(name));
  }

  /** Two names of one port group are one network. */
  @Override
  public String standsFor(Declaration<NetworkSpec> declaration) {
    return "port group " + declaration.spec().portGroup();
  }

  @Override
  public boolean isExisting(NetworkSpec spec) {
    return true;
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        "DistributedVirtualPortgroup", Set.of("key", PortGroups.SWITCH, PortGroups.TAGS),
        "DistributedVirtualSwitch", Set.of("uuid"),
        "VmwareDistributedVirtualSwitch", Set.of("uuid"),
        "OpaqueNetwork", Set.of(NetworkSearch.SUMMARY));
  }

  @Override
  public Checked<NetworkDesired> desired(
      Declaration<NetworkSpec> declaration, Resolved references) {
    return Checked.of(
        new NetworkDesired(
            declaration.address().name(),
            declaration.spec().portGroup(),
            references.connection(VcenterSpec.class)));
  }

  @Override
  public Observation<PortGroupRef> observe(
      Address address, NetworkDesired desired, Inventory read) {
    Lookup lookup = NetworkSearch.find(desired, read);
    if (lookup instanceof Lookup.Found found) {
      PortGroupRef there = NetworkSearch.ref(desired, found.item(), read);
      return whyUnfit(there, found.item()).isPresent()
          ? new Observation.Absent<>()
          : new Observation.Present<>(there, found.path().toString(), Ownership.EXISTING);
    }
    if (lookup instanceof Lookup.Ambiguous several) {
      return new Observation.Ambiguous<>(
          several.paths().stream().map(Object::toString).sorted().toList());
    }
    return new Observation.Absent<>();
  }

  /** Why no NIC can be connected to it; a server would say so only when the VM is made. */
  private static Optional<String> whyUnfit(PortGroupRef there, Item network) {
    if (PortGroups.isUplink(network)) {
      return Optional.of(
          "is the uplink port group of a distributed switch: it connects the switch to the hosts'"
              + " physical adapters, and no VM; name one of the switch's other port groups");
    }
    if (there.ref().getType().equals("OpaqueNetwork") && there.opaque().isEmpty()) {
      return Optional.of("is an opaque network whose id the account may not read");
    }
    return there.isDistributed() && there.switchUuid().isEmpty()
        ? Optional.of("is on a distributed switch that the account may not read")
        : Optional.empty();
  }

  @Override
  public Problem missing(
      Declaration<NetworkSpec> declaration, NetworkDesired desired, Inventory read) {
    Lookup lookup = NetworkSearch.find(desired, read);
    if (lookup instanceof Lookup.Found found) {
      return new Problem(
          "port_group",
          "`"
              + found.path()
              + "` "
              + whyUnfit(NetworkSearch.ref(desired, found.item(), read), found.item())
                  .orElse("cannot be used"));
    }
    return new Problem(
        "port_group",
        lookup
            .problem("port group", desired.portGroup(), NetworkSearch.below(desired, read))
            .orElseThrow());
  }

  @Override
  public List<Change> diff(NetworkDesired desired, PortGroupRef observed) {
    return List.of();
  }

  @Override
  public Object exported(
      Declaration<NetworkSpec> declaration,
      NetworkDesired desired,
      Observation<PortGroupRef> seen) {
    if (seen instanceof Observation.Present<PortGroupRef> present) {
      return present.state();
    }
    return new PortGroupRef(desired.network(), NOWHERE, desired.portGroup(), "", "");
  }

  /** Stands for a port group that was not found, in a plan that fails for that reason. */
  private static final ManagedObjectReference NOWHERE = new ManagedObjectReference();

  @Override
  public Map<String, Object> attributes(PortGroupRef observed) {
    return Map.of("name", observed.name(), "id", observed.ref().getVal());
  }

  @Override
  public String summary(NetworkDesired desired) {
    return desired.portGroup();
  }

  @Override
  public void create(Address address, NetworkDesired desired, Placement at, VsphereWriter write) {
    throw onlyLookedUp();
  }

  @Override
  public void update(
      Address address,
      NetworkDesired desired,
      PortGroupRef seen,
      List<Change> changes,
      Optional<Placement> at,
      VsphereWriter write) {
    throw onlyLookedUp();
  }

  @Override
  public void delete(PortGroupRef seen, VsphereWriter write) throws ModuleException {
    throw ModuleException.refused("port groups are only looked up, never deleted");
  }

  private static IllegalStateException onlyLookedUp() {
    return new IllegalStateException("an existing port group has nothing to make or change");
  }

  @Override
  public Stream<Owned<PortGroupRef>> owned(EnvironmentId environment, Inventory read) {
    return Stream.empty();
  }
}
