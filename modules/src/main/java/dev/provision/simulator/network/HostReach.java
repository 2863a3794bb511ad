package dev.provision.simulator.network;

import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.HostConfigFault;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostProxySwitch;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.VMwareDVSPortSetting;
import com.vmware.vim25.VmwareDistributedVirtualSwitchVlanIdSpec;
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

  /** Stands for all VLANs. */
  private static final int EVERY = 4095;

  private final World world;
  private final Managed host;

  HostReach(World world, Managed host) {
    this.world = world;
    this.host = host;
  }

  /** Whether vCenter reaches it with a network, over the adapters that are for management. */
  boolean isReached(HostNetworkInfo info) {
    return isReached(info, HostVirtualNicManager.management(world, host));
  }

  boolean isReached(HostNetworkInfo info, List<String> management) {
    HostNetworkInfo whole = DvsPorts.with(world, host, info);
    return new VirtualNics(whole)
        .all().stream()
            .filter(nic -> management.contains(nic.device))
            .anyMatch(nic -> isReached(whole, nic));
  }

  /** Refuses a change that cuts off a host which vCenter has reached before it. */
  void demand(boolean before, boolean after) throws VimFault {
    if (before && !after) {
      throw Refuse.with(
          new HostConfigFault(),
          "Network configuration change disconnected the host '"
              + host.name()
              + "' from vCenter server and has been rolled back.");
    }
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
          return each.pnic != null
              && each.pnic.length > 0
              && isRight(vlan(nic.spec.distributedVirtualPort.portgroupKey));
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

  /** The VLAN of a distributed port group; any will do for one that is no single one. */
  private int vlan(String key) {
    return world.all("DistributedVirtualPortgroup").stream()
        .filter(group -> group.get("key").equals(key))
        .map(group -> group.get("config", DVPortgroupConfigInfo.class).defaultPortConfig)
        .map(setting -> ((VMwareDVSPortSetting) setting).vlan)
        .filter(VmwareDistributedVirtualSwitchVlanIdSpec.class::isInstance)
        .map(vlan -> ((VmwareDistributedVirtualSwitchVlanIdSpec) vlan).vlanId)
        .findFirst()
        .orElse(EVERY);
  }

  private boolean isRight(int vlan) {
    Integer right = host.get(VLAN, Integer.class);
    return right == null || right == vlan || vlan == EVERY;
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
