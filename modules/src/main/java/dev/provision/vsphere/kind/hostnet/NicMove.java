package dev.provision.vsphere.kind.hostnet;

import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicBacking;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicSpec;
import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostNicOrderPolicy;
import com.vmware.vim25.HostProxySwitch;
import com.vmware.vim25.HostProxySwitchConfig;
import com.vmware.vim25.HostProxySwitchSpec;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.HostVirtualSwitchBondBridge;
import com.vmware.vim25.HostVirtualSwitchConfig;
import com.vmware.vim25.HostVirtualSwitchSpec;
import com.vmware.vim25.KeyValue;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.traffic.Policies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * NICs of one host that go from its standard switches to uplinks of a distributed one, as parts of
 * one {@code UpdateNetworkConfig}. A NIC is on one switch only, so a call for the distributed
 * switch alone would be refused. Made of what the host shows.
 */
public final class NicMove {
  /** Stands for an uplink without a NIC. */
  public static final String NONE = "none";

  private final Item host;
  private final String switchUuid;
  private final Map<String, String> wanted;

  /**
   * @param switchUuid of the distributed switch
   * @param wanted the NIC on each uplink; those that are on no standard switch are no part of it
   */
  public NicMove(Item host, String switchUuid, Map<String, String> wanted) {
    this.host = host;
    this.switchUuid = switchUuid;
    this.wanted = new TreeMap<>(wanted);
  }

  /** The wanted NICs that a standard switch has, by the name of that switch. */
  public static Map<String, Set<String>> taken(Item host, Collection<String> wanted) {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    for (HostVirtualSwitch each : switches(host)) {
      Set<String> from = new LinkedHashSet<>(nics(each));
      from.retainAll(wanted);
      if (!from.isEmpty()) {
        all.put(each.getName(), from);
      }
    }
    return all;
  }

  static HostVirtualSwitch[] switches(Item host) {
    return host.get(ManagementPath.SWITCHES, HostVirtualSwitch[].class)
        .orElse(new HostVirtualSwitch[0]);
  }

  static List<String> nics(HostVirtualSwitch of) {
    return of.getSpec().getBridge() instanceof HostVirtualSwitchBondBridge bond
            && bond.getNicDevice() != null
        ? List.of(bond.getNicDevice())
        : List.of();
  }

  public boolean isEmpty() {
    return taken(host, wanted.values()).isEmpty();
  }

  /**
   * Puts it into a change of the host's network.
   *
   * @throws ModuleException when the host is not on the switch, or the switch has no such uplink
   */
  public void into(HostNetworkConfig config) throws ModuleException {
    Map<String, Set<String>> taken = taken(host, wanted.values());
    List<HostVirtualSwitchConfig> edits = new ArrayList<>();
    for (HostVirtualSwitch each : switches(host)) {
      if (taken.containsKey(each.getName())) {
        HostVirtualSwitchConfig edit = new HostVirtualSwitchConfig();
        edit.setChangeOperation("edit");
        edit.setName(each.getName());
        edit.setSpec(without(each.getSpec(), taken.get(each.getName())));
        edits.add(edit);
      }
    }
    config.setVswitch(edits.toArray(HostVirtualSwitchConfig[]::new));
    config.setProxySwitch(new HostProxySwitchConfig[] {proxy()});
  }

  private HostProxySwitchConfig proxy() throws ModuleException {
    HostProxySwitch proxy =
        Stream.of(
                host.get(ManagementPath.PROXIES, HostProxySwitch[].class)
                    .orElse(new HostProxySwitch[0]))
            .filter(each -> switchUuid.equals(each.getDvsUuid()))
            .findFirst()
            .orElseThrow(
                () ->
                    ModuleException.refused("`" + host.name() + "` is not on the switch yet")
                        .as(ModuleException.Kind.STALE));
    Map<String, String> ports = new LinkedHashMap<>();
    for (KeyValue port : proxy.getUplinkPort() == null ? new KeyValue[0] : proxy.getUplinkPort()) {
      ports.put(port.getValue(), port.getKey());
    }
    DistributedVirtualSwitchHostMemberPnicBacking backing =
        new DistributedVirtualSwitchHostMemberPnicBacking();
    backing.setPnicSpec(
        placed(pnics(proxy), wanted, ports)
            .toArray(DistributedVirtualSwitchHostMemberPnicSpec[]::new));
    HostProxySwitchConfig edit = new HostProxySwitchConfig();
    edit.setChangeOperation("edit");
    edit.setUuid(switchUuid);
    edit.setSpec(new HostProxySwitchSpec());
    edit.getSpec().setBacking(backing);
    return edit;
  }

  private static List<DistributedVirtualSwitchHostMemberPnicSpec> pnics(HostProxySwitch proxy) {
    return proxy.getSpec() != null
            && proxy.getSpec().getBacking()
                instanceof DistributedVirtualSwitchHostMemberPnicBacking has
            && has.getPnicSpec() != null
        ? List.of(has.getPnicSpec())
        : List.of();
  }

  /**
   * All NICs that a host is to have on a distributed switch: those on other uplinks stay.
   *
   * @param old those that it has there
   * @param wanted the NIC on each uplink, or {@link #NONE}
   * @param ports the keys of the host's uplink ports, by name
   * @throws ModuleException when the switch has no such uplink
   */
  public static List<DistributedVirtualSwitchHostMemberPnicSpec> placed(
      List<DistributedVirtualSwitchHostMemberPnicSpec> old,
      Map<String, String> wanted,
      Map<String, String> ports)
      throws ModuleException {
    List<DistributedVirtualSwitchHostMemberPnicSpec> all = new ArrayList<>(old);
    for (Map.Entry<String, String> each : wanted.entrySet()) {
      String port = ports.get(each.getKey());
      if (port == null) {
        throw ModuleException.refused(
            "the switch has no uplink `"
                + each.getKey()
                + "` there; it has "
                + (ports.isEmpty() ? "none" : String.join(", ", ports.keySet())));
      }
      String nic = each.getValue();
      all.removeIf(
          spec -> port.equals(spec.getUplinkPortKey()) || nic.equals(spec.getPnicDevice()));
      if (!nic.equals(NONE)) {
        DistributedVirtualSwitchHostMemberPnicSpec spec =
            new DistributedVirtualSwitchHostMemberPnicSpec();
        spec.setPnicDevice(nic);
        spec.setUplinkPortKey(port);
        all.add(spec);
      }
    }
    return all;
  }

  /** An update of a standard switch names all that it keeps (vSphere API, UpdateVirtualSwitch). */
  private static HostVirtualSwitchSpec without(HostVirtualSwitchSpec old, Set<String> gone) {
    HostVirtualSwitchSpec spec = new HostVirtualSwitchSpec();
    spec.setNumPorts(old.getNumPorts());
    spec.setMtu(old.getMtu());
    spec.setPolicy(Policies.copy(old.getPolicy()));
    HostVirtualSwitchBondBridge from = (HostVirtualSwitchBondBridge) old.getBridge();
    String[] left = left(from.getNicDevice(), gone);
    if (left.length > 0) {
      HostVirtualSwitchBondBridge to = new HostVirtualSwitchBondBridge();
      to.setNicDevice(left);
      to.setBeacon(from.getBeacon());
      to.setLinkDiscoveryProtocolConfig(from.getLinkDiscoveryProtocolConfig());
      spec.setBridge(to);
    }
    Optional.ofNullable(spec.getPolicy())
        .map(policy -> policy.getNicTeaming())
        .map(teaming -> teaming.getNicOrder())
        .ifPresent(order -> leave(order, gone));
    return spec;
  }

  private static void leave(HostNicOrderPolicy order, Set<String> gone) {
    order.setActiveNic(left(order.getActiveNic(), gone));
    order.setStandbyNic(left(order.getStandbyNic(), gone));
  }

  private static String[] left(String[] nics, Set<String> gone) {
    return Stream.of(nics == null ? new String[0] : nics)
        .filter(nic -> !gone.contains(nic))
        .toArray(String[]::new);
  }
}
