package dev.provision.simulator.network;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.HostVirtualSwitchBondBridge;
import com.vmware.vim25.HostVirtualSwitchSpec;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.PhysicalNic;
import com.vmware.vim25.PhysicalNicSpec;
import com.vmware.vim25.ResourceInUse;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The standard switches and port groups of one host, as a copy of its {@code HostNetworkInfo} that
 * is edited and then takes the place of the old one. It is long because a port group's policy and
 * its switch's are checked and computed together.
 */
final class StandardSwitches {
  /** The switch that every new host has. */
  static final String FIRST = "vSwitch0";

  private static final String SWITCH_KEY = "key-vim.host.VirtualSwitch-";
  private static final String GROUP_KEY = "key-vim.host.PortGroup-";
  static final String NIC_KEY = "key-vim.host.PhysicalNic-";

  /** How many ports a switch gets when the spec names no number. */
  private static final int PORTS = 128;

  private static final int LONGEST_SWITCH = 31;

  private final HostNetworkInfo info;

  private StandardSwitches(HostNetworkInfo info) {
    this.info = info;
  }

  /**
   * @param info is not changed
   */
  static StandardSwitches of(HostNetworkInfo info) {
    return new StandardSwitches(Values.copy(info));
  }

  /**
   * The switch of a new host: one with one nic; the others are free.
   *
   * @param nics how many the host has
   */
  static HostNetworkInfo begin(int nics) {
    HostNetworkInfo info = new HostNetworkInfo();
    info.pnic =
        IntStream.range(0, nics).mapToObj(i -> nic("vmnic" + i)).toArray(PhysicalNic[]::new);
    HostVirtualSwitchSpec spec = new HostVirtualSwitchSpec();
    spec.numPorts = PORTS;
    HostVirtualSwitchBondBridge bridge = new HostVirtualSwitchBondBridge();
    bridge.nicDevice = new String[] {"vmnic0"};
    spec.bridge = bridge;
    StandardSwitches made = new StandardSwitches(info);
    made.put(FIRST, spec);
    return info;
  }

  /**
   * Those of a captured host. Where only its port groups were seen, a switch has the nics that they
   * name.
   */
  static HostNetworkInfo restored(HostNetworkInfo seen) {
    List<HostPortGroup> groups = List.of(seen.portgroup);
    StandardSwitches made = new StandardSwitches(begin(2));
    made.info.vnic = seen.vnic;
    if (seen.vswitch != null) {
      made.info.vswitch = seen.vswitch;
      made.info.pnic =
          seen.pnic != null
              ? seen.pnic
              : made.switches().stream()
                  .flatMap(each -> nics(each.spec).stream())
                  .map(StandardSwitches::nic)
                  .toArray(PhysicalNic[]::new);
    }
    for (HostPortGroup each : groups) {
      if (made.find(each.spec.vswitchName).isEmpty()) {
        made.put(each.spec.vswitchName, new HostVirtualSwitchSpec());
      }
    }
    made.set(groups);
    return made.info;
  }

  private static PhysicalNic nic(String device) {
    PhysicalNic nic = new PhysicalNic();
    nic.key = NIC_KEY + device;
    nic.device = device;
    nic.pci = "";
    nic.spec = new PhysicalNicSpec();
    nic.mac = "";
    return nic;
  }

  /** The edited copy, which the caller stores in place of the old one. */
  HostNetworkInfo info() {
    return info;
  }

  private List<HostVirtualSwitch> switches() {
    return new ArrayList<>(info.vswitch == null ? List.of() : List.of(info.vswitch));
  }

  private List<HostPortGroup> groups() {
    return new ArrayList<>(info.portgroup == null ? List.of() : List.of(info.portgroup));
  }

  Optional<HostPortGroup> group(String name) {
    return groups().stream().filter(each -> each.spec.name.equals(name)).findFirst();
  }

  /** The names of a switch's port groups. */
  List<String> groupsOf(String name) {
    return groups().stream()
        .filter(each -> each.spec.vswitchName.equals(name))
        .map(each -> each.spec.name)
        .toList();
  }

  private Optional<HostVirtualSwitch> find(String name) {
    return switches().stream().filter(each -> each.name.equals(name)).findFirst();
  }

  HostVirtualSwitch need(String name) throws VimFault {
    return find(name).orElseThrow(StandardSwitches::notFound);
  }

  static VimFault notFound() {
    return Refuse.with(new NotFound(), "The object or item referred to could not be found.");
  }

  private static VimFault exists(String name) {
    AlreadyExists fault = new AlreadyExists();
    fault.name = name;
    return Refuse.with(fault, "The specified key, name, or identifier already exists.");
  }

  // port groups

  /** A port group of which a capture has the name alone: without VLAN, on the first switch. */
  static HostPortGroup seen(String name) {
    HostPortGroup group = new HostPortGroup();
    group.key = GROUP_KEY + name;
    group.vswitch = SWITCH_KEY + FIRST;
    group.spec = new HostPortGroupSpec();
    group.spec.name = name;
    group.spec.vswitchName = FIRST;
    group.spec.policy = new HostNetworkPolicy();
    group.computedPolicy = NetworkPolicies.whole(null, List.of());
    return group;
  }

  /** Adds a port group, as {@code HostNetworkSystem.AddPortGroup} does. */
  void add(HostPortGroupSpec spec) throws VimFault {
    check(spec);
    if (group(spec.name).isPresent()) {
      throw exists(spec.name);
    }
    List<HostPortGroup> groups = groups();
    groups.add(made(spec));
    set(groups);
  }

  /** Replaces the spec of a port group; what the new one leaves out is gone. */
  void update(String name, HostPortGroupSpec spec) throws VimFault {
    HostPortGroup old = group(name).orElseThrow(StandardSwitches::notFound);
    check(spec);
    if (!spec.name.equals(name) && group(spec.name).isPresent()) {
      throw exists(spec.name);
    }
    List<HostPortGroup> groups = groups();
    groups.set(groups.indexOf(old), made(spec));
    set(groups);
  }

  void remove(String name) throws VimFault {
    List<HostPortGroup> groups = groups();
    groups.remove(group(name).orElseThrow(StandardSwitches::notFound));
    set(groups);
  }

  private void check(HostPortGroupSpec spec) throws VimFault {
    if (spec.name == null || spec.name.isBlank()) {
      throw Refuse.argument("portgrp.name", "it is missing");
    }
    if (spec.vlanId < 0 || spec.vlanId > 4095) {
      throw Refuse.argument("portgrp.vlanId", "it has to be 0 to 4095");
    }
    if (spec.policy == null) {
      throw Refuse.incomplete("HostPortGroupSpec", "policy");
    }
    NetworkPolicies.check(spec.policy, "portgrp.policy", nics(need(spec.vswitchName).spec));
  }

  private HostPortGroup made(HostPortGroupSpec spec) throws VimFault {
    HostPortGroup group = new HostPortGroup();
    group.key = GROUP_KEY + spec.name;
    group.vswitch = SWITCH_KEY + spec.vswitchName;
    group.spec = spec;
    group.computedPolicy =
        NetworkPolicies.computed(need(spec.vswitchName).spec.policy, spec.policy);
    return group;
  }

  private void set(List<HostPortGroup> groups) {
    info.portgroup = groups.isEmpty() ? null : groups.toArray(new HostPortGroup[0]);
    for (HostVirtualSwitch each : switches()) {
      String[] keys =
          groups.stream()
              .filter(group -> group.spec.vswitchName.equals(each.name))
              .map(group -> group.key)
              .toArray(String[]::new);
      each.portgroup = keys.length == 0 ? null : keys;
    }
  }

  // switches

  void addSwitch(String name, HostVirtualSwitchSpec spec) throws VimFault {
    if (name.isBlank() || name.length() > LONGEST_SWITCH) {
      throw Refuse.argument("vswitchName", "it has to have 1 to " + LONGEST_SWITCH + " letters");
    }
    if (find(name).isPresent()) {
      throw exists(name);
    }
    check(name, spec);
    put(name, spec);
  }

  void updateSwitch(String name, HostVirtualSwitchSpec spec) throws VimFault {
    need(name);
    check(name, spec);
    put(name, spec);
    List<HostPortGroup> groups = groups();
    for (int i = 0; i < groups.size(); i++) {
      groups.set(i, made(groups.get(i).spec));
    }
    set(groups);
  }

  /** With its port groups. */
  void removeSwitch(String name) throws VimFault {
    List<HostVirtualSwitch> switches = switches();
    switches.remove(need(name));
    info.vswitch = switches.isEmpty() ? null : switches.toArray(new HostVirtualSwitch[0]);
    List<HostPortGroup> groups = groups();
    groups.removeIf(each -> each.spec.vswitchName.equals(name));
    set(groups);
  }

  private void check(String name, HostVirtualSwitchSpec spec) throws VimFault {
    NetworkPolicies.check(spec.policy, "spec.policy", nics(spec));
    if (spec.mtu != null && (spec.mtu < 1280 || spec.mtu > 9000)) {
      throw Refuse.argument("spec.mtu", "it has to be 1280 to 9000");
    }
    for (String device : nics(spec)) {
      boolean there =
          info.pnic != null && List.of(info.pnic).stream().anyMatch(n -> n.device.equals(device));
      if (!there) {
        throw notFound();
      }
      for (HostVirtualSwitch other : switches()) {
        if (!other.name.equals(name) && nics(other.spec).contains(device)) {
          ResourceInUse fault = new ResourceInUse();
          fault.type = "PhysicalNic";
          fault.name = device;
          throw Refuse.with(fault, "The resource '" + device + "' is in use.");
        }
      }
    }
  }

  static List<String> nics(HostVirtualSwitchSpec spec) {
    return spec.bridge instanceof HostVirtualSwitchBondBridge bond && bond.nicDevice != null
        ? List.of(bond.nicDevice)
        : List.of();
  }

  /** Makes a switch or gives the one of that name another spec. */
  private void put(String name, HostVirtualSwitchSpec asked) {
    HostVirtualSwitchSpec spec = Values.copy(asked);
    spec.numPorts = spec.numPorts == 0 ? PORTS : spec.numPorts;
    spec.policy = NetworkPolicies.whole(spec.policy, nics(spec));
    HostVirtualSwitch made = new HostVirtualSwitch();
    made.name = name;
    made.key = SWITCH_KEY + name;
    made.numPorts = spec.numPorts;
    made.numPortsAvailable = spec.numPorts;
    made.mtu = spec.mtu == null ? 1500 : spec.mtu;
    made.spec = spec;
    String[] nics = nics(spec).stream().map(each -> NIC_KEY + each).toArray(String[]::new);
    made.pnic = nics.length == 0 ? null : nics;
    List<HostVirtualSwitch> switches = switches();
    int at = 0;
    while (at < switches.size() && !switches.get(at).name.equals(name)) {
      at++;
    }
    if (at < switches.size()) {
      made.portgroup = switches.get(at).portgroup;
      switches.set(at, made);
    } else {
      switches.add(made);
    }
    info.vswitch = switches.toArray(new HostVirtualSwitch[0]);
  }
}
