package dev.provision.modules.networks;

import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.networks.NetworkDesired.Made;
import dev.provision.modules.networks.StandardPortGroups.Wanted;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.PortGroupRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.HostPart;
import dev.provision.vsphere.journal.HostState;
import dev.provision.vsphere.journal.HostsForm;
import dev.provision.vsphere.journal.Journal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Networks that are created: standard port groups on hosts. */
final class MadeNetworks
    extends HostsForm<NetworkDesired, NetworkState, Wanted, PortGroupSeen, HostPortGroupSpec>
    implements MadeForm {
  private static final StandardPortGroups GROUPS = new StandardPortGroups();

  MadeNetworks() {
    super("network", "Host.Config.Network", GROUPS);
  }

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
    Set<String> paths = new HashSet<>(GROUPS.properties());
    if (!NetworkUplinks.of(spec).isEmpty()) {
      paths.add(PortGroupSeen.SWITCHES);
    }
    return Map.of("HostSystem", paths);
  }

  @Override
  protected Wish<Wanted> wish(NetworkDesired desired) {
    Made made = desired.made().orElseThrow();
    return new Wish<>(
        made.environment(),
        desired.portGroup(),
        new Wanted(desired.portGroup(), made.spec()),
        made.protect());
  }

  @Override
  protected List<Item> hosts(NetworkDesired desired, Inventory read) {
    return desired.made().orElseThrow().hosts();
  }

  @Override
  protected Optional<HostState<PortGroupSeen>> found(NetworkState seen) {
    return seen.hosts();
  }

  @Override
  protected NetworkState state(HostState<PortGroupSeen> hosts) {
    return new NetworkState(Optional.empty(), Optional.of(hosts));
  }

  @Override
  protected NetworkState state(
      HostState<PortGroupSeen> hosts, NetworkDesired desired, Inventory read) {
    Optional<ManagedObjectReference> ref =
        hosts.parts().stream()
            .filter(HostPart::isThere)
            .flatMap(part -> part.host().flatMap(read::get).stream())
            .flatMap(host -> network(host, hosts.name(), read).stream())
            .findFirst();
    return new NetworkState(
        ref.map(
            group ->
                PortGroupRef.standard(
                    desired.network(), Optional.of(group), hosts.name(), Set.of())),
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
  protected List<Address> users(
      EnvironmentId environment, HostState<PortGroupSeen> hosts, Inventory read) {
    return List.copyOf(NetworkUsers.of(environment, hosts.names(), read));
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
