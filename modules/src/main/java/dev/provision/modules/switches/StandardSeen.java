package dev.provision.modules.switches;

import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.HostVirtualSwitchBondBridge;
import com.vmware.vim25.LinkDiscoveryProtocolConfig;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.hostnet.Adapter;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A standard switch of one host.
 *
 * @param groups the port groups on it
 * @param adapters the VMkernel adapters on these
 */
record StandardSeen(HostVirtualSwitch vswitch, List<String> groups, List<Adapter> adapters) {
  static final String SWITCHES = "config.network.vswitch";
  private static final String GROUPS = "config.network.portgroup";

  StandardSeen {
    groups = List.copyOf(groups);
    adapters = List.copyOf(adapters);
  }

  /** Those of a host by name. */
  static Map<String, StandardSeen> of(HostVirtualSwitch[] switches, Item host) {
    Map<String, StandardSeen> all = new LinkedHashMap<>();
    List<Adapter> adapters = HostAdapters.of(host).known().map(HostAdapters::all).orElse(List.of());
    for (HostVirtualSwitch each : switches) {
      List<String> groups = new ArrayList<>();
      for (HostPortGroup group :
          host.get(GROUPS, HostPortGroup[].class).orElse(new HostPortGroup[0])) {
        if (each.getName().equals(group.getSpec().getVswitchName())) {
          groups.add(group.getSpec().getName());
        }
      }
      all.put(
          each.getName(),
          new StandardSeen(
              each,
              groups,
              adapters.stream()
                  .filter(nic -> !nic.at().isDistributed() && groups.contains(nic.at().id()))
                  .toList()));
    }
    return all;
  }

  String name() {
    return vswitch.getName();
  }

  Optional<HostVirtualSwitchBondBridge> bridge() {
    return Optional.ofNullable(vswitch.getSpec().getBridge())
        .filter(HostVirtualSwitchBondBridge.class::isInstance)
        .map(HostVirtualSwitchBondBridge.class::cast);
  }

  /** Sorted: their order means nothing here. */
  List<String> uplinks() {
    return List.copyOf(
        new TreeSet<>(
            bridge()
                .map(HostVirtualSwitchBondBridge::getNicDevice)
                .map(Arrays::asList)
                .orElse(List.of())));
  }

  Optional<LinkDiscoveryProtocolConfig> discovery() {
    return bridge().map(HostVirtualSwitchBondBridge::getLinkDiscoveryProtocolConfig);
  }

  /** Whether vCenter manages the host through it. */
  boolean manages() {
    return adapters.stream().anyMatch(each -> each.has(Service.MANAGEMENT));
  }

  List<String> devices() {
    return adapters.stream().map(Adapter::device).toList();
  }

  /** Whether a host has a switch of this name, or one does not show which it has. */
  static boolean mayBeOnAHost(String name, Inventory read) {
    Collection<Item> hosts = read.all("HostSystem");
    return hosts.isEmpty()
        || hosts.stream()
            .map(host -> host.get(SWITCHES, HostVirtualSwitch[].class))
            .anyMatch(
                all ->
                    all.isEmpty()
                        || Arrays.stream(all.get()).anyMatch(each -> each.getName().equals(name)));
  }
}
