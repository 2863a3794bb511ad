package dev.provision.simulator.network;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostPortGroupConfig;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.HostVirtualNicSpec;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.HostVirtualSwitchConfig;
import com.vmware.vim25.HostVirtualSwitchSpec;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ResourceInUse;
import dev.provision.simulator.inventory.Datacenter;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.EventManager;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Names;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code HostNetworkSystem}: a host's standard switches and port groups. Port groups of one name on
 * several hosts of a datacenter are one {@link Network}. It is long because a lab and a capture
 * give a host its network here too, by the same edits.
 */
public final class HostNetworkSystem implements ManagedType {
  private static final String TYPE = "HostNetworkSystem";
  private static final String INFO = NetworkEdits.INFO;

  private final World world;
  private final NetworkEdits edits;

  public HostNetworkSystem(World world, Authorization authorization, EventManager events) {
    this.world = world;
    this.edits = new NetworkEdits(world, authorization, events);
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(
            TYPE
                + " < ExtensibleManagedObject: capabilities consoleIpRouteConfig dnsConfig"
                + " ipRouteConfig networkConfig networkInfo offloadCapabilities")
        .derive(TYPE, HostNetworkSystem::derived)
        .on(TYPE, "AddPortGroup", "", this::addPortGroup)
        .on(TYPE, "UpdatePortGroup", "", this::updatePortGroup)
        .on(TYPE, "RemovePortGroup", "", this::removePortGroup)
        .on(TYPE, "AddVirtualSwitch", "", this::addSwitch)
        .on(TYPE, "UpdateVirtualSwitch", "", this::updateSwitch)
        .on(TYPE, "RemoveVirtualSwitch", "", this::removeSwitch);
  }

  private static Object derived(Managed system, String property) {
    HostNetworkInfo info = system.get(INFO, HostNetworkInfo.class);
    return property.equals("networkConfig") && info != null ? config(info) : null;
  }

  private static HostNetworkConfig config(HostNetworkInfo info) {
    HostNetworkConfig config = new HostNetworkConfig();
    if (info.vswitch != null) {
      config.vswitch =
          Arrays.stream(info.vswitch)
              .map(HostNetworkSystem::config)
              .toArray(HostVirtualSwitchConfig[]::new);
    }
    if (info.portgroup != null) {
      config.portgroup =
          Arrays.stream(info.portgroup)
              .map(HostNetworkSystem::config)
              .toArray(HostPortGroupConfig[]::new);
    }
    return config;
  }

  private static HostVirtualSwitchConfig config(HostVirtualSwitch has) {
    HostVirtualSwitchConfig config = new HostVirtualSwitchConfig();
    config.name = has.name;
    config.spec = has.spec;
    return config;
  }

  private static HostPortGroupConfig config(HostPortGroup has) {
    HostPortGroupConfig config = new HostPortGroupConfig();
    config.spec = has.spec;
    return config;
  }

  /** The network of a host as it shows it: also with the distributed switches that it is on. */
  public static HostNetworkInfo shown(World world, Managed host) {
    return DvsPorts.with(
        world, host, HostParts.networkOf(world, host).get(INFO, HostNetworkInfo.class));
  }

  /**
   * Gives a new host its first switch.
   *
   * @param nics how many physical ones the host has
   */
  public static void begin(World world, Managed host, int nics) {
    world.set(HostParts.networkOf(world, host), INFO, StandardSwitches.begin(nics));
  }

  /**
   * Gives a captured host its network; the networks of its port groups must exist. Where its port
   * groups were not captured, it has one for each of its standard networks.
   *
   * @param seen what was captured, which may be nothing
   */
  public static void restore(World world, Managed host, HostNetworkInfo seen) {
    if (seen.portgroup == null) {
      List<HostPortGroup> groups = new ArrayList<>();
      for (ManagedObjectReference ref : host.get("network", ManagedObjectReference[].class)) {
        world
            .get(ref)
            .filter(each -> each.type().equals("Network"))
            .ifPresent(each -> groups.add(StandardSwitches.seen(each.name())));
      }
      seen.portgroup = groups.toArray(new HostPortGroup[0]);
    }
    world.set(HostParts.networkOf(world, host), INFO, StandardSwitches.restored(seen));
  }

  /**
   * Gives a host a port group.
   *
   * @param on the switch; the host has to have it
   */
  public static void declare(World world, Managed host, String name, int vlan, String on) {
    HostPortGroupSpec spec = new HostPortGroupSpec();
    spec.name = name;
    spec.vlanId = vlan;
    spec.vswitchName = on;
    spec.policy = new HostNetworkPolicy();
    Managed system = HostParts.networkOf(world, host);
    StandardSwitches switches = StandardSwitches.of(system.get(INFO, HostNetworkInfo.class));
    try {
      switches.add(spec);
      world.set(system, INFO, switches.info());
      join(world, host, name);
    } catch (VimFault e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives a host another switch. */
  public static void declareSwitch(
      World world, Managed host, String name, HostVirtualSwitchSpec spec) {
    Managed system = HostParts.networkOf(world, host);
    StandardSwitches switches = StandardSwitches.of(system.get(INFO, HostNetworkInfo.class));
    try {
      switches.addSwitch(name, spec);
    } catch (VimFault e) {
      throw new IllegalStateException(e);
    }
    world.set(system, INFO, switches.info());
  }

  /**
   * Gives a host a VMkernel adapter.
   *
   * @param spec with a standard port group that the host has
   */
  public static void declareAdapter(
      World world, Managed host, String device, HostVirtualNicSpec spec) {
    Managed system = HostParts.networkOf(world, host);
    StandardSwitches switches = StandardSwitches.of(system.get(INFO, HostNetworkInfo.class));
    switches
        .group(spec.portgroup)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "`" + device + "`: the host has no network `" + spec.portgroup + "`"));
    new VirtualNics(switches.info()).put(device, spec);
    world.set(system, INFO, switches.info());
  }

  /** vCenter reaches a host in this VLAN only. */
  public static void reachIn(World world, Managed host, int vlan) {
    world.set(host, HostReach.VLAN, vlan);
  }

  /** The network of a name: the one of other hosts' port groups, or a new one. */
  private static void join(World world, Managed host, String name) throws VimFault {
    Optional<Managed> there = network(world, host, name);
    Managed folder = Datacenter.folder(world, host, "networkFolder");
    Optional<Managed> other = world.child(folder, name);
    if (there.isEmpty() && other.isPresent()) {
      // nobody has seen what a real server does when another sort of network has the name
      DuplicateName fault = new DuplicateName();
      fault.name = name;
      fault.object = other.get().ref();
      throw Refuse.with(fault, "The name '" + name + "' already exists.");
    }
    Network.add(world, host, there.orElseGet(() -> Network.create(world, folder, name)));
  }

  private static Optional<Managed> network(World world, Managed host, String name) {
    Managed datacenter = world.above(host, "Datacenter").orElseThrow();
    return world.below(datacenter, "Network").stream()
        .filter(each -> each.type().equals("Network"))
        .filter(each -> each.name().equals(Names.kept(name)))
        .findFirst();
  }

  private interface Edit {
    void make(Managed host, StandardSwitches switches) throws VimFault;
  }

  private Object edit(Invocation in, Edit edit) throws VimFault {
    return edits.make(
        in,
        (host, switches) -> {
          edit.make(host, switches);
          return null;
        });
  }

  private Object addPortGroup(Invocation in) throws VimFault {
    HostPortGroupSpec spec = in.need("portgrp", HostPortGroupSpec.class);
    return edit(
        in,
        (host, switches) -> {
          switches.add(spec);
          join(world, host, spec.name);
        });
  }

  /** VMs that are on a port group stay on the network of its old name. */
  private Object updatePortGroup(Invocation in) throws VimFault {
    String name = in.text("pgName");
    HostPortGroupSpec spec = in.need("portgrp", HostPortGroupSpec.class);
    return edit(
        in,
        (host, switches) -> {
          switches.update(name, spec);
          if (!spec.name.equals(name)) {
            join(world, host, spec.name);
            leave(host, name);
          }
        });
  }

  private Object removePortGroup(Invocation in) throws VimFault {
    String name = in.text("pgName");
    return edit(
        in,
        (host, switches) -> {
          switches.remove(name);
          demandUnused(host, name, switches);
          leave(host, name);
        });
  }

  private void demandUnused(Managed host, String name, StandardSwitches switches) throws VimFault {
    if (new VirtualNics(switches.info()).isOn(name)) {
      ResourceInUse fault = new ResourceInUse();
      fault.type = "HostPortGroup";
      fault.name = name;
      throw Refuse.with(fault, "The resource '" + name + "' is in use.");
    }
    Managed network = network(world, host, name).orElse(null);
    for (ManagedObjectReference vm :
        network == null ? new ManagedObjectReference[0] : vms(network)) {
      if (VmState.isAt(world.need(vm), host)) {
        throw Refuse.inUse(network);
      }
    }
  }

  private ManagedObjectReference[] vms(Managed network) {
    return (ManagedObjectReference[]) world.read(network, "vm");
  }

  /** Takes the network away from a host; one without hosts and VMs is deleted. */
  private void leave(Managed host, String name) {
    network(world, host, name)
        .ifPresent(
            network -> {
              Network.remove(world, host, network);
              boolean unused =
                  ((ManagedObjectReference[]) world.read(network, "host")).length == 0
                      && vms(network).length == 0;
              if (unused) {
                world.remove(network);
              }
            });
  }

  private Object addSwitch(Invocation in) throws VimFault {
    String name = in.text("vswitchName");
    HostVirtualSwitchSpec spec =
        in.maybe("spec", HostVirtualSwitchSpec.class).orElseGet(HostVirtualSwitchSpec::new);
    return edit(in, (host, switches) -> switches.addSwitch(name, spec));
  }

  private Object updateSwitch(Invocation in) throws VimFault {
    String name = in.text("vswitchName");
    HostVirtualSwitchSpec spec = in.need("spec", HostVirtualSwitchSpec.class);
    return edit(in, (host, switches) -> switches.updateSwitch(name, spec));
  }

  private Object removeSwitch(Invocation in) throws VimFault {
    String name = in.text("vswitchName");
    return edit(
        in,
        (host, switches) -> {
          switches.need(name);
          for (String group : switches.groupsOf(name)) {
            demandUnused(host, group, switches);
          }
          for (String group : switches.groupsOf(name)) {
            leave(host, group);
          }
          switches.removeSwitch(name);
        });
  }
}
