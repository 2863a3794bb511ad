package dev.provision.simulator.network;

import com.vmware.vim25.DVPortConfigInfo;
import com.vmware.vim25.DistributedVirtualPort;
import com.vmware.vim25.DistributedVirtualSwitchHostMember;
import com.vmware.vim25.DistributedVirtualSwitchHostMemberPnicSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VMwareDVSConfigInfo;
import com.vmware.vim25.VMwareDvsLacpGroupConfig;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The uplink ports that each member of a distributed switch has. */
final class DvsUplinks {
  /** Those of all members, as {@code FetchDVPorts} gives them. */
  private static final String PORTS = "sim.uplinkPorts";

  private final World world;
  private final Managed dvs;

  DvsUplinks(World world, Managed dvs) {
    this.world = world;
    this.dvs = dvs;
  }

  /** Gives the switch of a capture the ports of those members that were captured. */
  static void restore(World world, Managed dvs) {
    if (dvs.get("config") instanceof VMwareDVSConfigInfo seen) {
      VMwareDVSConfigInfo config = Values.copy(seen);
      config.host =
          DvsConfig.members(config).stream()
              .filter(member -> world.get(member.config.host).isPresent())
              .toArray(DistributedVirtualSwitchHostMember[]::new);
      world.set(dvs, "config", config);
      new DvsUplinks(world, dvs).restorePorts();
    }
  }

  /** The NICs keep the keys of their ports, of which the capture has no names. */
  private void restorePorts() {
    VMwareDVSConfigInfo config = Values.copy(DvsConfig.of(dvs));
    number();
    for (DistributedVirtualSwitchHostMember member : DvsConfig.members(config)) {
      List<DistributedVirtualPort> own =
          ports().stream()
              .filter(port -> Values.isSame(port.proxyHost, member.config.host))
              .toList();
      List<String> keys =
          member.uplinkPortKey == null ? List.of() : Arrays.asList(member.uplinkPortKey);
      for (DistributedVirtualSwitchHostMemberPnicSpec nic : DvsConfig.nics(member)) {
        int at = keys.indexOf(nic.uplinkPortKey);
        if (at >= 0 && at < own.size()) {
          nic.uplinkPortKey = own.get(at).key;
        }
      }
      member.uplinkPortKey = own.stream().map(port -> port.key).toArray(String[]::new);
    }
    world.set(dvs, "config", config);
  }

  List<DistributedVirtualPort> ports() {
    DistributedVirtualPort[] ports = dvs.get(PORTS, DistributedVirtualPort[].class);
    return ports == null ? List.of() : Arrays.asList(ports);
  }

  /**
   * Gives each member a port for each uplink and each port of a group; old ones keep their keys.
   */
  void number() {
    VMwareDVSConfigInfo config = DvsConfig.of(dvs);
    Map<String, DistributedVirtualPort> old = new LinkedHashMap<>();
    ports().forEach(port -> old.put(port.proxyHost.val + " " + port.config.name, port));
    List<DistributedVirtualPort> all = new ArrayList<>();
    for (DistributedVirtualSwitchHostMember member : DvsConfig.members(config)) {
      for (String name : names(config)) {
        DistributedVirtualPort has = old.get(member.config.host.val + " " + name);
        all.add(has == null ? port(config, member.config.host, name) : has);
      }
    }
    world.set(dvs, PORTS, all.toArray(new DistributedVirtualPort[0]));
    VMwareDVSConfigInfo numbered = Values.copy(config);
    for (DistributedVirtualSwitchHostMember member : DvsConfig.members(numbered)) {
      member.uplinkPortKey =
          all.stream()
              .filter(port -> Values.isSame(port.proxyHost, member.config.host))
              .map(port -> port.key)
              .toArray(String[]::new);
    }
    world.set(dvs, "config", numbered);
  }

  private static List<String> names(VMwareDVSConfigInfo config) {
    List<String> names = new ArrayList<>(DvsSettings.uplinks(config));
    for (VMwareDvsLacpGroupConfig group :
        config.lacpGroupConfig == null ? new VMwareDvsLacpGroupConfig[0] : config.lacpGroupConfig) {
      names.addAll(Arrays.asList(group.uplinkName));
    }
    return names;
  }

  private DistributedVirtualPort port(
      VMwareDVSConfigInfo config, ManagedObjectReference host, String name) {
    DistributedVirtualPort port = new DistributedVirtualPort();
    port.key = String.valueOf(world.nextId());
    port.dvsUuid = config.uuid;
    port.portgroupKey = config.uplinkPortgroup == null ? null : config.uplinkPortgroup[0].val;
    port.proxyHost = host;
    port.config = new DVPortConfigInfo();
    port.config.name = name;
    port.config.configVersion = "0";
    port.lastStatusChange = world.calendar();
    return port;
  }
}
