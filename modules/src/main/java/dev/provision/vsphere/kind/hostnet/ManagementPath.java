package dev.provision.vsphere.kind.hostnet;

import com.vmware.vim25.HostNicOrderPolicy;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostProxySwitch;
import com.vmware.vim25.HostVirtualSwitch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether vCenter still reaches a host: over a management adapter on a port group with an uplink.
 */
public final class ManagementPath {
  public static final String PORT_GROUPS = "config.network.portgroup";
  public static final String SWITCHES = "config.network.vswitch";
  public static final String PROXIES = "config.network.proxySwitch";

  private final HostAdapters host;
  private final Set<String> gone;

  public ManagementPath(HostAdapters host) {
    this(host, Set.of());
  }

  /**
   * Of a host whose standard switches lose NICs.
   *
   * @param gone these NICs
   */
  public ManagementPath(HostAdapters host, Set<String> gone) {
    this.host = host;
    this.gone = gone;
  }

  /** Why nothing would be left of it without the NICs; empty when it was not there before. */
  public Optional<String> whyCutWithoutNics() {
    List<PortGroupAt> all = host.with(Service.MANAGEMENT).stream().map(Adapter::at).toList();
    boolean isThere = all.stream().anyMatch(new ManagementPath(host)::hasUplink);
    return isThere ? why(all) : Optional.empty();
  }

  /** Why nothing would be left of it when this adapter has moved there. */
  public Optional<String> whyCutBy(Adapter moved, PortGroupAt to) {
    List<PortGroupAt> left = others(moved);
    left.add(to);
    return why(left);
  }

  /** Why nothing would be left of it without this adapter. */
  public Optional<String> whyCutWithout(Adapter gone) {
    return why(others(gone));
  }

  private List<PortGroupAt> others(Adapter but) {
    List<PortGroupAt> others = new ArrayList<>();
    for (Adapter each : host.with(Service.MANAGEMENT)) {
      if (!each.device().equals(but.device())) {
        others.add(each.at());
      }
    }
    return others;
  }

  private Optional<String> why(List<PortGroupAt> left) {
    return left.stream().anyMatch(this::hasUplink)
        ? Optional.empty()
        : Optional.of(
            "`"
                + host.host().name()
                + "` would have no management adapter on a port group with an uplink, and vCenter"
                + " would lose it");
  }

  /** Whether the host has this port group already, so that it can be looked at. */
  public boolean knows(PortGroupAt at) {
    return at.isDistributed() || group(at).isPresent();
  }

  /** False also for a port group that the host does not have. */
  public boolean hasUplink(PortGroupAt at) {
    return at.isDistributed() ? proxyHasUplink(at) : group(at).filter(this::hasUplink).isPresent();
  }

  private Optional<HostPortGroup> group(PortGroupAt at) {
    for (HostPortGroup each :
        host.host().get(PORT_GROUPS, HostPortGroup[].class).orElse(new HostPortGroup[0])) {
      if (each.getSpec().getName().equals(at.id())) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private boolean proxyHasUplink(PortGroupAt at) {
    for (HostProxySwitch each :
        host.host().get(PROXIES, HostProxySwitch[].class).orElse(new HostProxySwitch[0])) {
      if (each.getDvsUuid().equals(at.switchUuid())) {
        return each.getPnic() != null && each.getPnic().length > 0;
      }
    }
    return false;
  }

  private boolean hasUplink(HostPortGroup group) {
    for (HostVirtualSwitch each : NicMove.switches(host.host())) {
      if (each.getName().equals(group.getSpec().getVswitchName())) {
        List<String> nics = NicMove.nics(each);
        return nics.stream()
            .filter(nic -> !gone.contains(nic))
            .anyMatch(used(group).orElse(nics)::contains);
      }
    }
    return false;
  }

  /** The uplinks that a port group uses; empty where the host does not show that. */
  private static Optional<List<String>> used(HostPortGroup group) {
    if (group.getComputedPolicy() == null
        || group.getComputedPolicy().getNicTeaming() == null
        || group.getComputedPolicy().getNicTeaming().getNicOrder() == null) {
      return Optional.empty();
    }
    HostNicOrderPolicy order = group.getComputedPolicy().getNicTeaming().getNicOrder();
    List<String> used = new ArrayList<>();
    used.addAll(List.of(order.getActiveNic() == null ? new String[0] : order.getActiveNic()));
    used.addAll(List.of(order.getStandbyNic() == null ? new String[0] : order.getStandbyNic()));
    return Optional.of(used);
  }
}
