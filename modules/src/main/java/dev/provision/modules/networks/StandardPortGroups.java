package dev.provision.modules.networks;

import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostNetworkSecurityPolicy;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Effect;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.journal.HostThings;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.rmi.RemoteException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Standard port groups (vSphere API, HostNetworkSystem and HostPortGroupSpec). A spec replaces all
 * settings of a port group: {@code vlanId} is an int, so leaving it out would set it to 0.
 */
final class StandardPortGroups
    implements HostThings<StandardPortGroups.Wanted, HostPortGroup, HostPortGroupSpec> {
  static final String PORT_GROUPS = "config.network.portgroup";

  /** The declaration of one, and its name on the hosts. */
  record Wanted(String name, NetworkSpec spec) {}

  private static final Rows<Wanted, HostPortGroup, HostPortGroupSpec> ROWS =
      Rows.merged(
          StandardPortGroups::empty,
          StandardPortGroups::whole,
          List.of(
              row(
                  "name",
                  wanted -> Optional.of(wanted.name()),
                  spec -> Seen.of(spec.getName()),
                  HostPortGroupSpec::setName),
              row(
                      "switch",
                      wanted -> wanted.spec().switchName(),
                      spec -> Seen.of(spec.getVswitchName()),
                      HostPortGroupSpec::setVswitchName)
                  .with(
                      Effect.REFUSED,
                      "a port group cannot go to another switch; take it off with `state: absent`"
                          + " first"),
              row(
                  "vlan",
                  wanted -> wanted.spec().vlanId(),
                  spec -> Seen.of(new VlanId(spec.getVlanId())),
                  (spec, vlan) -> spec.setVlanId(vlan.number())),
              allowed(
                  "promiscuous",
                  SecuritySpec::promiscuous,
                  HostNetworkSecurityPolicy::getAllowPromiscuous,
                  HostNetworkSecurityPolicy::setAllowPromiscuous),
              allowed(
                  "mac_changes",
                  SecuritySpec::macChanges,
                  HostNetworkSecurityPolicy::getMacChanges,
                  HostNetworkSecurityPolicy::setMacChanges),
              allowed(
                  "forged_transmits",
                  SecuritySpec::forgedTransmits,
                  HostNetworkSecurityPolicy::getForgedTransmits,
                  HostNetworkSecurityPolicy::setForgedTransmits)));

  private static <V> FieldRow<Wanted, HostPortGroup, HostPortGroupSpec, V> row(
      String field,
      Function<Wanted, Optional<V>> wanted,
      Function<HostPortGroupSpec, Seen<V>> seen,
      BiConsumer<HostPortGroupSpec, V> put) {
    return FieldRow.of(
        field,
        PORT_GROUPS,
        wanted,
        group -> seen.apply(group.getSpec()),
        (spec, value, old) -> put.accept(spec, value));
  }

  private static Row<Wanted, HostPortGroup, HostPortGroupSpec> allowed(
      String field,
      Function<SecuritySpec, Optional<Allowed>> wanted,
      Function<HostNetworkSecurityPolicy, Boolean> seen,
      BiConsumer<HostNetworkSecurityPolicy, Boolean> put) {
    return row(
        "security." + field,
        all -> wanted.apply(all.spec().allowed()),
        spec -> Seen.of(Allowed.of(security(spec).map(seen).orElse(null))),
        (spec, value) -> put.accept(spec.getPolicy().getSecurity(), value.value()));
  }

  private static Optional<HostNetworkSecurityPolicy> security(HostPortGroupSpec spec) {
    return Optional.ofNullable(spec.getPolicy()).map(HostNetworkPolicy::getSecurity);
  }

  private static HostPortGroupSpec empty() {
    HostPortGroupSpec spec = new HostPortGroupSpec();
    spec.setPolicy(new HostNetworkPolicy());
    spec.getPolicy().setSecurity(new HostNetworkSecurityPolicy());
    return spec;
  }

  private static HostPortGroupSpec whole(HostPortGroup seen) {
    HostPortGroupSpec old = seen.getSpec();
    HostPortGroupSpec spec = empty();
    spec.setName(old.getName());
    spec.setVlanId(old.getVlanId());
    spec.setVswitchName(old.getVswitchName());
    if (old.getPolicy() != null) {
      spec.getPolicy().setNicTeaming(old.getPolicy().getNicTeaming());
      spec.getPolicy().setOffloadPolicy(old.getPolicy().getOffloadPolicy());
      spec.getPolicy().setShapingPolicy(old.getPolicy().getShapingPolicy());
    }
    security(old)
        .ifPresent(
            policy -> {
              HostNetworkSecurityPolicy kept = spec.getPolicy().getSecurity();
              kept.setAllowPromiscuous(policy.getAllowPromiscuous());
              kept.setMacChanges(policy.getMacChanges());
              kept.setForgedTransmits(policy.getForgedTransmits());
            });
    return spec;
  }

  @Override
  public String what() {
    return "port group";
  }

  @Override
  public Rows<Wanted, HostPortGroup, HostPortGroupSpec> rows() {
    return ROWS;
  }

  @Override
  public Set<String> properties() {
    return Set.of(PORT_GROUPS);
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
  public Seen<Map<String, HostPortGroup>> seen(Item host) {
    return Seen.of(host, PORT_GROUPS, HostPortGroup[].class)
        .map(
            groups -> {
              Map<String, HostPortGroup> all = new LinkedHashMap<>();
              for (HostPortGroup group : groups) {
                all.put(group.getSpec().getName(), group);
              }
              return all;
            });
  }

  @Override
  public void add(VimStub api, ManagedObjectReference manager, HostPortGroupSpec spec)
      throws RemoteException {
    api.addPortGroup(manager, spec);
  }

  @Override
  public void update(
      VimStub api, ManagedObjectReference manager, String name, HostPortGroupSpec spec)
      throws RemoteException {
    api.updatePortGroup(manager, name, spec);
  }

  @Override
  public void remove(VimStub api, ManagedObjectReference manager, String name)
      throws RemoteException {
    api.removePortGroup(manager, name);
  }
}
