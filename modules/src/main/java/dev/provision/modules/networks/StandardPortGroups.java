package dev.provision.modules.networks;

import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostPortGroupConfig;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.HostThings;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.hostnet.HostTransaction;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.kind.traffic.Policies;
import dev.provision.vsphere.kind.traffic.TrafficRows;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Standard port groups (vSphere API, HostNetworkSystem and HostPortGroupSpec). A spec replaces all
 * settings of a port group: {@code vlanId} is an int, so leaving it out would set it to 0.
 */
final class StandardPortGroups
    implements HostThings<StandardPortGroups.Wanted, PortGroupSeen, HostPortGroupSpec> {
  /** The declaration of one, and its name on the hosts. */
  record Wanted(String name, NetworkSpec spec) {}

  private static final TrafficRows<Wanted, PortGroupSeen, HostPortGroupSpec> TRAFFIC =
      new TrafficRows<>(
          PortGroupSeen.PORT_GROUPS,
          true,
          wanted -> wanted.spec().security(),
          wanted -> wanted.spec().teaming(),
          wanted -> wanted.spec().shaping(),
          seen -> seen.spec().getPolicy(),
          HostPortGroupSpec::getPolicy);

  private static final Row<Wanted, PortGroupSeen, HostPortGroupSpec> VLAN =
      row(
          "vlan",
          wanted -> wanted.spec().vlanId(),
          spec -> Seen.of(new VlanId(spec.getVlanId())),
          (spec, vlan) -> spec.setVlanId(vlan.number()));

  /** What may take a host off its network. */
  private static final List<Row<Wanted, PortGroupSeen, HostPortGroupSpec>> CARRYING =
      Stream.concat(Stream.of(VLAN), TRAFFIC.carrying().stream()).toList();

  private static final Rows<Wanted, PortGroupSeen, HostPortGroupSpec> ROWS =
      Rows.merged(
          StandardPortGroups::empty,
          StandardPortGroups::whole,
          Stream.of(
                  List.of(
                      row(
                          "name",
                          wanted -> Optional.of(wanted.name()),
                          spec -> Seen.of(spec.getName()),
                          HostPortGroupSpec::setName),
                      row(
                              "switch",
                              wanted -> wanted.spec().switchName().map(Ref::name),
                              spec -> Seen.of(spec.getVswitchName()),
                              HostPortGroupSpec::setVswitchName)
                          .with(
                              Effect.REFUSED,
                              "a port group cannot go to another switch; take it off with `state:"
                                  + " absent` first")),
                  CARRYING,
                  TRAFFIC.security())
              .<Row<Wanted, PortGroupSeen, HostPortGroupSpec>>flatMap(List::stream)
              .toList());

  /** Those of its fields that change while it stays what it is. */
  static final Rows<Wanted, PortGroupSeen, HostPortGroupSpec> CHANGED =
      ROWS.without(Set.of("name", "switch"));

  private static <V> FieldRow<Wanted, PortGroupSeen, HostPortGroupSpec, V> row(
      String field,
      Function<Wanted, Optional<V>> wanted,
      Function<HostPortGroupSpec, Seen<V>> seen,
      BiConsumer<HostPortGroupSpec, V> put) {
    return FieldRow.of(
        field,
        PortGroupSeen.PORT_GROUPS,
        wanted,
        group -> seen.apply(group.spec()),
        (spec, value, old) -> put.accept(spec, value));
  }

  private static HostPortGroupSpec empty() {
    HostPortGroupSpec spec = new HostPortGroupSpec();
    spec.setPolicy(new HostNetworkPolicy());
    return spec;
  }

  private static HostPortGroupSpec whole(PortGroupSeen seen) {
    HostPortGroupSpec old = seen.spec();
    HostPortGroupSpec spec = new HostPortGroupSpec();
    spec.setName(old.getName());
    spec.setVlanId(old.getVlanId());
    spec.setVswitchName(old.getVswitchName());
    spec.setPolicy(Policies.copy(old.getPolicy()));
    return spec;
  }

  /**
   * The host's own traffic goes through an adapter on it: a wrong VLAN or uplink takes the host off
   * its storage, or off this vCenter. What VMs may do on it does not matter to an adapter.
   */
  @Override
  public Change told(Change change, PortGroupSeen seen) {
    return CARRYING.stream().anyMatch(change::isOf) && !seen.adapters().isEmpty()
        ? change.with(
            Effect.CUTS_NETWORK,
            "the host's own traffic goes through " + String.join(", ", seen.adapters()))
        : change;
  }

  @Override
  public String what() {
    return "port group";
  }

  @Override
  public Rows<Wanted, PortGroupSeen, HostPortGroupSpec> rows() {
    return ROWS;
  }

  @Override
  public Set<String> properties() {
    return PortGroupSeen.PROPERTIES;
  }

  @Override
  public String manager() {
    return "configManager.networkSystem";
  }

  @Override
  public Set<String> shownAs() {
    return Set.of("network");
  }

  @Override
  public Seen<Map<String, PortGroupSeen>> seen(Item host) {
    return Seen.of(host, PortGroupSeen.PORT_GROUPS, HostPortGroup[].class)
        .map(groups -> PortGroupSeen.of(groups, host));
  }

  @Override
  public void add(VimStub api, ManagedObjectReference manager, HostPortGroupSpec spec)
      throws RemoteException {
    api.addPortGroup(manager, spec);
  }

  /** The one that vCenter manages the host through, in a transaction. */
  @Override
  public void update(
      VsphereWriter write,
      Item host,
      ManagedObjectReference manager,
      PortGroupSeen seen,
      HostPortGroupSpec spec)
      throws ModuleException {
    if (!seen.manages()) {
      HostThings.super.update(write, host, manager, seen, spec);
      return;
    }
    HostPortGroupConfig edit = new HostPortGroupConfig();
    edit.setChangeOperation("edit");
    edit.setSpec(spec);
    HostNetworkConfig config = new HostNetworkConfig();
    config.setPortgroup(new HostPortGroupConfig[] {edit});
    new HostTransaction(host, write).send(manager, config);
  }

  @Override
  public void update(
      VimStub api, ManagedObjectReference manager, PortGroupSeen seen, HostPortGroupSpec spec)
      throws RemoteException {
    api.updatePortGroup(manager, seen.spec().getName(), spec);
  }

  @Override
  public void remove(VimStub api, ManagedObjectReference manager, String name)
      throws RemoteException {
    api.removePortGroup(manager, name);
  }
}
