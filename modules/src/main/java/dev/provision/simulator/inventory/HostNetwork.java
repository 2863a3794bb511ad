package dev.provision.simulator.inventory;

import com.vmware.vim25.HostConfigInfo;
import com.vmware.vim25.HostNetworkInfo;
import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostPortGroup;
import com.vmware.vim25.HostPortGroupSpec;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.HostVirtualSwitch;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code HostSystem.config} shows of a host's network: one standard switch, and a port group
 * for each standard network that the host has.
 */
public final class HostNetwork {
  /** Specs of port groups that say more than their name; not a property of the API. */
  public static final String SPECS = "sim.portGroups";

  /** The switch that every host has. */
  public static final String SWITCH = "vSwitch0";

  private HostNetwork() {}

  /** Absent while the host is disconnected (vSphere API, HostSystem.config). */
  public static HostConfigInfo config(World world, Managed host) {
    HostRuntimeInfo runtime = host.get("runtime", HostRuntimeInfo.class);
    if (runtime.connectionState != HostSystemConnectionState.connected) {
      return null;
    }
    HostConfigInfo config = new HostConfigInfo();
    config.host = host.ref();
    config.network = new HostNetworkInfo();
    config.network.portgroup =
        specs(world, host).stream()
            .map(
                spec -> {
                  HostPortGroup group = new HostPortGroup();
                  group.key = "key-vim.host.PortGroup-" + spec.name;
                  group.vswitch = "key-vim.host.VirtualSwitch-" + spec.vswitchName;
                  group.computedPolicy = spec.policy;
                  group.spec = spec;
                  return group;
                })
            .toArray(HostPortGroup[]::new);
    HostVirtualSwitch only = new HostVirtualSwitch();
    only.name = SWITCH;
    only.key = "key-vim.host.VirtualSwitch-" + SWITCH;
    only.numPorts = 1536;
    only.numPortsAvailable = 1530;
    only.mtu = 1500;
    only.portgroup =
        Arrays.stream(config.network.portgroup).map(group -> group.key).toArray(String[]::new);
    config.network.vswitch = new HostVirtualSwitch[] {only};
    return config;
  }

  /** The port groups of a host. */
  public static List<HostPortGroupSpec> specs(World world, Managed host) {
    List<HostPortGroupSpec> specs = new ArrayList<>();
    for (ManagedObjectReference ref : host.get("network", ManagedObjectReference[].class)) {
      Managed network = world.need(ref);
      if (network.type().equals("Network")) {
        String name = shown(network.name());
        specs.add(kept(host, name).map(Values::copy).orElseGet(() -> plain(name)));
      }
    }
    return specs;
  }

  private static Optional<HostPortGroupSpec> kept(Managed host, String name) {
    return Arrays.stream(all(host)).filter(spec -> spec.name.equals(name)).findFirst();
  }

  /** A port group's name has none of the escapes that a network's has. */
  private static String shown(String name) {
    return name.replace("%2f", "/").replace("%5c", "\\").replace("%25", "%");
  }

  private static HostPortGroupSpec[] all(Managed host) {
    HostPortGroupSpec[] all = host.get(SPECS, HostPortGroupSpec[].class);
    return all == null ? new HostPortGroupSpec[0] : all;
  }

  private static HostPortGroupSpec plain(String name) {
    HostPortGroupSpec spec = new HostPortGroupSpec();
    spec.name = name;
    spec.vswitchName = SWITCH;
    spec.policy = new HostNetworkPolicy();
    return spec;
  }

  /** Keeps the spec of a port group that a host has. */
  public static void put(World world, Managed host, HostPortGroupSpec spec) {
    forget(world, host, spec.name);
    world.set(host, SPECS, Values.plus(all(host), Values.copy(spec), HostPortGroupSpec.class));
  }

  /** Whether a host has a standard switch of this name. */
  public static boolean hasSwitch(World world, Managed host, String name) {
    return SWITCH.equals(name)
        || specs(world, host).stream().anyMatch(spec -> spec.vswitchName.equals(name));
  }

  /** Takes over what a capture holds. */
  public static void copy(World world, Managed host, HostConfigInfo config) {
    world.set(
        host,
        SPECS,
        Arrays.stream(config.network.portgroup)
            .map(group -> group.spec)
            .toArray(HostPortGroupSpec[]::new));
  }

  /** Of a port group that a host has not any more. */
  public static void forget(World world, Managed host, String name) {
    world.set(
        host,
        SPECS,
        Arrays.stream(all(host))
            .filter(spec -> !spec.name.equals(name))
            .toArray(HostPortGroupSpec[]::new));
  }
}
