package dev.provision.simulator.network;

import com.vmware.vim25.HostConfigFault;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostProxySwitch;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualSwitch;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;

/**
 * Whether vCenter reaches a host over one of its management adapters. A change that cuts it off is
 * taken back by the host, and the call fails. The text of that fault is from VMware's articles; its
 * type nobody has seen.
 */
final class HostReach {
  /** The VLAN in which vCenter is; any will do where a host has none. */
  static final String VLAN = "sim.managementVlan";

  private final World world;
  private final Managed host;

  HostReach(World world, Managed host) {
    this.world = world;
    this.host = host;
  }

  /** Refuses a change of the network, while the same adapters are for management. */
  void demand(HostNetworkInfo before, HostNetworkInfo after) throws VimFault {
    List<String> management = HostVirtualNicManager.management(world, host);
    demand(before, management, after, management);
  }

  /** Refuses a change that cuts off a host which vCenter has reached before it. */
  void demand(
      HostNetworkInfo before, List<String> managed, HostNetworkInfo after, List<String> manages)
      throws VimFault {
    if (isReached(before, managed) && !isReached(after, manages)) {
      throw Refuse.with(
          new HostConfigFault(),
          "Network configuration change disconnected the host '"
              + host.name()
              + "' from vCenter server and has been rolled back.");
    }
  }

  private boolean isReached(HostNetworkInfo info, List<String> management) {
    return new VirtualNics(info)
        .all().stream()
            .filter(nic -> management.contains(nic.device))
            .anyMatch(nic -> isReached(info, nic));
  }

  private boolean isReached(HostNetworkInfo info, HostVirtualNic nic) {
    if (nic.spec.ip == null || !nic.spec.ip.dhcp && nic.spec.ip.ipAddress == null) {
      return false;
    }
    if (nic.spec.distributedVirtualPort != null) {
      String uuid = nic.spec.distributedVirtualPort.switchUuid;
      for (HostProxySwitch each :
          info.proxySwitch == null ? new HostProxySwitch[0] : info.proxySwitch) {
        if (each.dvsUuid.equals(uuid)) {
          return each.pnic != null && each.pnic.length > 0;
        }
      }
      return false;
    }
    for (HostPortGroup group : info.portgroup == null ? new HostPortGroup[0] : info.portgroup) {
      if (group.spec.name.equals(nic.portgroup)) {
        return isRight(group.spec.vlanId) && hasUplink(info, group);
      }
    }
    return false;
  }

  private boolean isRight(int vlan) {
    Integer right = host.get(VLAN, Integer.class);
    return right == null || right == vlan || vlan == 4095;
  }

  private static boolean hasUplink(HostNetworkInfo info, HostPortGroup group) {
    for (HostVirtualSwitch each : info.vswitch) {
      if (each.name.equals(group.spec.vswitchName)) {
        return StandardSwitches.nics(each.spec).stream()
            .anyMatch(NetworkPolicies.used(group.computedPolicy)::contains);
      }
    }
    return false;
  }
}
