package dev.provision.simulator.network;

import com.vmware.vim25.DVPortConfigInfo;
import com.vmware.vim25.DistributedVirtualPort;
import com.vmware.vim25.DistributedVirtualSwitchHostMember;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicSpec;
import com.vmware.vim25.DistributedVirtualSwitchPortConnectee;
import com.vmware.vim25.DistributedVirtualSwitchPortCriteria;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostProxySwitch;
import com.vmware.vim25.HostProxySwitchSpec;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.KeyValue;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VirtualDevice;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmFiles;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ports of distributed switches: those of uplinks, and those that something is connected to.
 * Free ports of port groups are not simulated.
 */
final class DvsPorts {
  private DvsPorts() {}

  static DistributedVirtualPort[] fetch(World world, Invocation in) {
    DistributedVirtualSwitchPortCriteria asked =
        in.maybe("criteria", DistributedVirtualSwitchPortCriteria.class)
            .orElseGet(DistributedVirtualSwitchPortCriteria::new);
    List<DistributedVirtualPort> ports = new ArrayList<>();
    if (asked.uplinkPort == null || asked.uplinkPort) {
      ports.addAll(uplinks(world, in.self()));
    }
    if (asked.uplinkPort == null || !asked.uplinkPort) {
      ports.addAll(used(world, in.self()));
    }
    ports.removeIf(
        port ->
            asked.connected != null && asked.connected != (port.connectee != null)
                || asked.portgroupKey != null
                    && Arrays.asList(asked.portgroupKey).contains(port.portgroupKey)
                        == Boolean.FALSE.equals(asked.inside)
                || asked.portKey != null && !Arrays.asList(asked.portKey).contains(port.key));
    return ports.toArray(new DistributedVirtualPort[0]);
  }

  private static List<DistributedVirtualPort> uplinks(World world, Managed dvs) {
    List<DistributedVirtualPort> ports = new ArrayList<>();
    for (DistributedVirtualPort each : new DvsUplinks(world, dvs).ports()) {
      DistributedVirtualPort port = Values.copy(each);
      for (DistributedVirtualSwitchHostMember member : DvsConfig.members(DvsConfig.of(dvs))) {
        for (DistributedVirtualSwitchHostMemberPnicSpec nic : DvsConfig.nics(member)) {
          if (port.key.equals(nic.uplinkPortKey)) {
            port.connectee = connectee(member.config.host, nic.pnicDevice, "pnic");
          }
        }
      }
      ports.add(port);
    }
    return ports;
  }

  /** Those that cards of VMs and adapters of hosts are connected to. */
  private static List<DistributedVirtualPort> used(World world, Managed dvs) {
    List<DistributedVirtualPort> ports = new ArrayList<>();
    for (Managed group : DvsConfig.groups(world, dvs)) {
      for (Managed vm : world.all("VirtualMachine")) {
        for (VirtualDevice device : VmFiles.config(vm).hardware.device) {
          if (Network.of(world, device).filter(group::equals).isPresent()) {
            String nic = String.valueOf(device.key);
            ports.add(port(group, dvs, vm.ref(), nic, "vmVnic", vm.id() + "-" + nic));
          }
        }
      }
      for (Managed host : world.all("HostSystem")) {
        for (HostVirtualNic nic : adapters(world, host)) {
          if (nic.spec.distributedVirtualPort != null
              && group.id().equals(nic.spec.distributedVirtualPort.portgroupKey)) {
            ports.add(
                port(group, dvs, host.ref(), nic.device, "hostVmkVnic", host.id() + nic.device));
          }
        }
      }
    }
    return ports;
  }

  private static HostVirtualNic[] adapters(World world, Managed host) {
    HostNetworkInfo info =
        HostParts.networkOf(world, host).get("networkInfo", HostNetworkInfo.class);
    return info == null || info.vnic == null ? new HostVirtualNic[0] : info.vnic;
  }

  private static DistributedVirtualPort port(
      Managed group, Managed dvs, ManagedObjectReference by, String nic, String type, String key) {
    DistributedVirtualPort port = new DistributedVirtualPort();
    port.key = key;
    port.dvsUuid = DvsConfig.of(dvs).uuid;
    port.portgroupKey = group.id();
    port.config = new DVPortConfigInfo();
    port.config.configVersion = "0";
    port.connectee = connectee(by, nic, type);
    port.lastStatusChange = DvsConfig.of(dvs).createTime;
    return port;
  }

  private static DistributedVirtualSwitchPortConnectee connectee(
      ManagedObjectReference by, String nic, String type) {
    DistributedVirtualSwitchPortConnectee connectee = new DistributedVirtualSwitchPortConnectee();
    connectee.connectedEntity = by;
    connectee.nicKey = nic;
    connectee.type = type;
    return connectee;
  }

  static boolean isUsed(World world, Managed dvs) {
    return !used(world, dvs).isEmpty();
  }

  /** Whether something on a host is connected to it. */
  static boolean isUsedBy(World world, Managed dvs, Managed host) {
    return used(world, dvs).stream()
        .map(port -> port.connectee.connectedEntity)
        .anyMatch(
            by ->
                Values.isSame(by, host.ref())
                    || by.type.equals("VirtualMachine") && VmState.isAt(world.need(by), host));
  }

  /** A host's network with the distributed switches that it is on. */
  static HostNetworkInfo with(World world, Managed host, HostNetworkInfo info) {
    List<HostProxySwitch> proxies = new ArrayList<>();
    for (Managed dvs : world.all("DistributedVirtualSwitch")) {
      VMwareDVSConfigInfo config = DvsConfig.of(dvs);
      for (DistributedVirtualSwitchHostMember member : DvsConfig.members(config)) {
        if (Values.isSame(member.config.host, host.ref())) {
          proxies.add(proxy(world, dvs, config, member));
        }
      }
    }
    if (info == null || proxies.isEmpty()) {
      return info;
    }
    HostNetworkInfo all = Values.copy(info);
    all.proxySwitch = proxies.toArray(new HostProxySwitch[0]);
    return all;
  }

  private static HostProxySwitch proxy(
      World world,
      Managed dvs,
      VMwareDVSConfigInfo config,
      DistributedVirtualSwitchHostMember member) {
    HostProxySwitch proxy = new HostProxySwitch();
    proxy.dvsUuid = config.uuid;
    proxy.dvsName = dvs.name();
    proxy.key = "key-vim.host.DvsPortset-" + dvs.id();
    proxy.numPorts = member.config.maxProxySwitchPorts;
    proxy.numPortsAvailable = member.config.maxProxySwitchPorts;
    proxy.mtu = config.maxMtu;
    proxy.spec = new HostProxySwitchSpec();
    proxy.spec.backing = Values.copy(member.config.backing);
    proxy.pnic =
        DvsConfig.nics(member).stream()
            .map(nic -> StandardSwitches.NIC_KEY + nic.pnicDevice)
            .toArray(String[]::new);
    List<KeyValue> uplinks = new ArrayList<>();
    for (DistributedVirtualPort port : new DvsUplinks(world, dvs).ports()) {
      if (Values.isSame(port.proxyHost, member.config.host)) {
        KeyValue pair = new KeyValue();
        pair.key = port.key;
        pair.value = port.config.name;
        uplinks.add(pair);
      }
    }
    proxy.uplinkPort = uplinks.toArray(new KeyValue[0]);
    return proxy;
  }
}
