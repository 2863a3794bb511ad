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
import dev.provision.vsphere.Inventory;
import dev.provision.vsphere.InventoryPath;
import dev.provision.vsphere.Item;
import dev.provision.vsphere.Lookup;
import dev.provision.vsphere.PortGroupRef;
import dev.provision.vsphere.VcenterSpec;
import dev.provision.vsphere.VsphereKind;
import dev.provision.vsphere.VsphereWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code networks}. A name that an instance uses and the playbook does not declare is a
 * port group of that name.
 */
public final class NetworkKind implements VsphereKind<NetworkSpec, NetworkDesired, PortGroupRef> {
  private static final List<String> TYPES =
      List.of("Network", "DistributedVirtualPortgroup", "OpaqueNetwork");

  @Override
  public KindInfo info() {
    return new KindInfo(
        "networks",
        "network",
        "A port group that exists, standard or distributed.",
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
  public Class<NetworkSpec> spec() {
    return NetworkSpec.class;
  }

  @Override
  public Optional<NetworkSpec> implied(String name, EnvironmentId environment, Span span) {
    return Optional.of(new NetworkSpec(name));
  }

  @Override
  public boolean isExisting(NetworkSpec spec) {
    return true;
  }

  @Override
  public Map<String, Set<String>> lightProperties() {
    return Map.of(
        "DistributedVirtualPortgroup", Set.of("key", "config.distributedVirtualSwitch"),
        "DistributedVirtualSwitch", Set.of("uuid"),
        "VmwareDistributedVirtualSwitch", Set.of("uuid"));
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
    Lookup lookup = find(desired, read);
    if (lookup instanceof Lookup.Found found) {
      PortGroupRef there = portGroup(desired, found.item(), read);
      return whyUnfit(there).isPresent()
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
  private static Optional<String> whyUnfit(PortGroupRef there) {
    if (there.ref().getType().equals("OpaqueNetwork")) {
      return Optional.of("is an opaque network of NSX, and only port groups can be used");
    }
    return there.isDistributed() && there.switchUuid().isEmpty()
        ? Optional.of("is on a distributed switch that the account may not read")
        : Optional.empty();
  }

  private static PortGroupRef portGroup(NetworkDesired desired, Item item, Inventory read) {
    String key = item.get("key", String.class).orElse("");
    String switchUuid =
        item.get("config.distributedVirtualSwitch", ManagedObjectReference.class)
            .flatMap(read::get)
            .flatMap(dvs -> dvs.get("uuid", String.class))
            .orElse("");
    return new PortGroupRef(desired.network(), item.ref(), item.name(), switchUuid, key);
  }

  @Override
  public Problem missing(
      Declaration<NetworkSpec> declaration, NetworkDesired desired, Inventory read) {
    Lookup lookup = find(desired, read);
    if (lookup instanceof Lookup.Found found) {
      return new Problem(
          "port_group",
          "`"
              + found.path()
              + "` "
              + whyUnfit(portGroup(desired, found.item(), read)).orElse("cannot be used"));
    }
    return new Problem(
        "port_group",
        lookup.problem("port group", desired.portGroup(), below(desired, read)).orElseThrow());
  }

  private static Lookup find(NetworkDesired desired, Inventory read) {
    return read.find(TYPES, desired.portGroup(), below(desired, read));
  }

  private static InventoryPath below(NetworkDesired desired, Inventory read) {
    return InventoryPath.isPath(desired.portGroup())
        ? InventoryPath.ROOT
        : desired.vcenter().below(read);
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
