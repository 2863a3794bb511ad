package dev.provision.modules.networks;

import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.networks.NetworkDesired.Made;
import dev.provision.modules.networks.StandardPortGroups.Wanted;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.LockKey;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Owned;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.Right;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.HostPart;
import dev.provision.vsphere.journal.HostScoped;
import dev.provision.vsphere.journal.HostState;
import dev.provision.vsphere.journal.HostWrites;
import dev.provision.vsphere.journal.Journal;
import dev.provision.vsphere.journal.JournalRights;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Networks that are created: standard port groups on hosts. */
final class MadeNetworks implements MadeForm {
  private static final String NETWORK = "Host.Config.Network";

  private final StandardPortGroups groups = new StandardPortGroups();
  private final HostScoped<Wanted, PortGroupSeen, HostPortGroupSpec> scoped =
      new HostScoped<>(groups);

  static Optional<Made> wanted(Declaration<NetworkSpec> declaration, EnvironmentId environment) {
    return declaration.spec().isExisting()
        ? Optional.empty()
        : Optional.of(
            new Made(
                declaration.address(),
                environment,
                declaration.spec(),
                declaration.common().absent(),
                declaration.common().protect(),
                List.of(),
                List.of()));
  }

  Map<String, Set<String>> properties(NetworkSpec spec) {
    Set<String> paths = new HashSet<>(groups.properties());
    if (!NetworkUplinks.of(spec).isEmpty()) {
      paths.add(PortGroupSeen.SWITCHES);
    }
    return Map.of("HostSystem", paths);
  }

  @Override
  public Observation<NetworkState> observe(
      Address address, NetworkDesired desired, Inventory read) {
    Made made = desired.made().orElseThrow();
    HostState<PortGroupSeen> hosts =
        scoped.state(address, made.environment(), desired.portGroup(), made.hosts(), read);
    return scoped.observed(hosts, state(desired.network(), hosts, read));
  }

  private static NetworkState state(
      String network, HostState<PortGroupSeen> hosts, Inventory read) {
    Optional<ManagedObjectReference> ref =
        hosts.parts().stream()
            .filter(HostPart::isThere)
            .flatMap(part -> part.host().flatMap(read::get).stream())
            .flatMap(host -> network(host, hosts.name(), read).stream())
            .findFirst();
    return new NetworkState(
        ref.map(
            group -> PortGroupRef.standard(network, Optional.of(group), hosts.name(), Set.of())),
        Optional.of(hosts));
  }

  private static Optional<ManagedObjectReference> network(Item host, String name, Inventory read) {
    for (ManagedObjectReference ref :
        host.get("network", ManagedObjectReference[].class).orElse(new ManagedObjectReference[0])) {
      boolean isIt =
          ref.getType().equals("Network")
              && read.get(ref).filter(item -> item.shown().equals(name)).isPresent();
      if (isIt) {
        return Optional.of(ref);
      }
    }
    return Optional.empty();
  }

  @Override
  public List<Problem> problems(
      NetworkDesired desired, Observation<NetworkState> seen, Inventory read) {
    Made made = desired.made().orElseThrow();
    List<Problem> problems = new ArrayList<>(made.problems());
    Journal.whyNot(read)
        .map(why -> new Problem("switch", "the port group cannot be recorded as ours: " + why))
        .ifPresent(problems::add);
    if (problems.isEmpty() && made.hosts().isEmpty()) {
      problems.add(new Problem("switch", "there is no host that the port group could be made on"));
    }
    problems.addAll(NetworkUplinks.problems(made));
    return problems;
  }

  @Override
  public List<Change> changes(NetworkDesired desired, NetworkState seen) {
    Made made = desired.made().orElseThrow();
    return scoped.changes(wanted(desired), seen.hosts().orElseThrow(), made.protect());
  }

  private static Wanted wanted(NetworkDesired desired) {
    return new Wanted(desired.portGroup(), desired.made().orElseThrow().spec());
  }

  List<String> notes(Observation<NetworkState> seen) {
    return seen instanceof Observation.Present<NetworkState> present
        ? present.state().hosts().map(scoped::notes).orElse(List.of())
        : List.of();
  }

  /**
   * What instances get: the network, and all the hosts that are to have it, also those where this
   * plan creates it.
   */
  @Override
  public PortGroupRef exported(NetworkDesired desired, Observation<NetworkState> seen) {
    Set<ManagedObjectReference> coming =
        desired.made().orElseThrow().hosts().stream().map(Item::ref).collect(Collectors.toSet());
    Optional<ManagedObjectReference> there =
        seen instanceof Observation.Present<NetworkState> present
            ? present.state().group().map(PortGroupRef::ref)
            : Optional.empty();
    return PortGroupRef.standard(desired.network(), there, desired.portGroup(), coming);
  }

  @Override
  public String summary(NetworkDesired desired) {
    Made made = desired.made().orElseThrow();
    return "port group "
        + desired.portGroup()
        + " on "
        + made.spec().switchName().orElseThrow().name()
        + made.spec().vlanId().map(vlan -> ", vlan " + vlan).orElse("")
        + ", "
        + made.hosts().stream().map(Item::shown).collect(Collectors.joining(", "));
  }

  @Override
  public Set<LockKey> locks(NetworkDesired desired, Inventory read) {
    return desired.made().map(made -> scoped.locks(refs(made))).orElse(Set.of());
  }

  @Override
  public List<Right> toCreate(NetworkDesired desired, Placement at, Inventory read) {
    Made made = desired.made().orElseThrow();
    List<Right> all = new ArrayList<>(JournalRights.toWrite(made.environment(), read));
    refs(made).forEach(host -> all.add(new Right(NETWORK, read.path(host).toString(), "")));
    return all;
  }

  @Override
  public List<Right> toUpdate(
      NetworkDesired desired,
      NetworkState seen,
      List<Change> changes,
      Optional<Placement> at,
      Inventory read) {
    return toCreate(desired, Placement.NONE, read);
  }

  @Override
  public List<Right> toMark(NetworkState seen, Inventory read) {
    return seen.hosts().map(hosts -> scoped.rights(hosts, NETWORK, read)).orElse(List.of());
  }

  @Override
  public List<Right> toDelete(NetworkState seen, Inventory read) {
    return toMark(seen, read);
  }

  private static List<ManagedObjectReference> refs(Made made) {
    return made.hosts().stream().map(Item::ref).toList();
  }

  Set<LockKey> locks(NetworkState seen) {
    return seen.hosts()
        .map(
            hosts ->
                scoped.locks(hosts.parts().stream().flatMap(part -> part.host().stream()).toList()))
        .orElse(Set.of());
  }

  @Override
  public void create(Address address, NetworkDesired desired, Placement at, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Made made = desired.made().orElseThrow();
    converge(
        address,
        desired,
        scoped.state(
            address, made.environment(), desired.portGroup(), made.hosts(), write.inventory()),
        write);
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
    converge(address, desired, seen.hosts().orElseThrow(), write);
  }

  private void converge(
      Address address, NetworkDesired desired, HostState<PortGroupSeen> hosts, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Made made = desired.made().orElseThrow();
    writes(write).converge(made.environment(), address, wanted(desired), hosts, made.protect());
  }

  private HostWrites<Wanted, PortGroupSeen, HostPortGroupSpec> writes(VsphereWriter write) {
    return new HostWrites<>(scoped, write);
  }

  @Override
  public void delete(NetworkState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    writes(write).delete(seen.hosts().orElseThrow());
  }

  @Override
  public void adopt(Address address, NetworkDesired desired, NetworkState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    Made made = desired.made().orElseThrow();
    writes(write).adopt(made.environment(), address, seen.hosts().orElseThrow(), made.protect());
  }

  @Override
  public void release(NetworkState seen, VsphereWriter write)
      throws ModuleException, InterruptedException {
    writes(write).release(seen.hosts().orElseThrow());
  }

  Stream<Owned<NetworkState>> owned(EnvironmentId environment, Inventory read) {
    return scoped
        .owned("network", environment, read)
        .map(
            owned ->
                new Owned<>(
                    owned.address(),
                    new NetworkState(Optional.empty(), Optional.of(owned.state())),
                    owned.path(),
                    owned.adopted(),
                    owned.protect(),
                    owned.suspect(),
                    List.copyOf(NetworkUsers.of(environment, owned.state().names(), read))));
  }

  /** Our instances on a network that is to be absent: they must leave it first. */
  @Override
  public Set<Address> before(
      NetworkDesired desired, Observation<NetworkState> seen, Inventory read) {
    return desired
        .made()
        .filter(Made::absent)
        .map(made -> NetworkUsers.of(made.environment(), Set.of(desired.portGroup()), read))
        .orElse(Set.of());
  }
}
