package dev.provision.simulator.network;

import com.vmware.vim25.HostDnsConfig;
import com.vmware.vim25.HostIpRouteConfig;
import com.vmware.vim25.HostNetStackInstance;
import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostNetworkConfigNetStackSpec;
import com.vmware.vim25.HostNetworkInfo;
import dev.provision.simulator.inventory.HostParts;
import dev.provision.simulator.server.Copied;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The default TCP/IP stack of a host: its DNS, its gateways, and whether it has IPv6 ({@code
 * HostNetworkSystem.UpdateNetworkConfig}).
 */
public final class HostStack {
  private static final String DEFAULT = "defaultTcpipStack";
  private static final String INFO = "networkInfo";

  private HostStack() {}

  /** Gives a new host its stack. */
  public static void begin(World world, Managed host) {
    HostDnsConfig dns = new HostDnsConfig();
    dns.dhcp = false;
    String[] parts = host.name().split("\\.", 2);
    dns.hostName = parts[0];
    dns.domainName = parts.length == 1 ? "" : parts[1];
    HostIpRouteConfig routes = new HostIpRouteConfig();
    routes.defaultGateway = "10.0.0.1";
    show(world, host, dns, routes, true);
  }

  /** Gives the copy of a host what was captured, and what a new host has where nothing was. */
  public static void restore(World world, Managed host, Copied from) {
    begin(world, host);
    HostNetworkInfo info = HostParts.networkOf(world, host).get(INFO, HostNetworkInfo.class);
    show(
        world,
        host,
        from.get("config.network.dnsConfig", HostDnsConfig.class).orElse(info.dnsConfig),
        from.get("config.network.ipRouteConfig", HostIpRouteConfig.class)
            .or(() -> routes(from))
            .orElse(info.ipRouteConfig),
        from.get("config.network.atBootIpV6Enabled", Boolean.class).orElse(true));
  }

  /** Those of the default stack, where the stacks were captured. */
  private static Optional<HostIpRouteConfig> routes(Copied from) {
    return from.get("config.network.netStackInstance", HostNetStackInstance[].class).stream()
        .flatMap(Stream::of)
        .filter(stack -> DEFAULT.equals(stack.key) && stack.ipRouteConfig != null)
        .map(stack -> stack.ipRouteConfig)
        .findFirst();
  }

  private static void show(
      World world, Managed host, HostDnsConfig dns, HostIpRouteConfig routes, boolean ipv6) {
    Managed system = HostParts.networkOf(world, host);
    HostNetworkInfo info = Values.copy(system.get(INFO, HostNetworkInfo.class));
    show(info, dns, routes);
    info.ipV6Enabled = ipv6;
    info.atBootIpV6Enabled = ipv6;
    world.set(system, INFO, info);
  }

  /** A host shows the values of its default stack twice. */
  private static void show(HostNetworkInfo info, HostDnsConfig dns, HostIpRouteConfig routes) {
    HostNetStackInstance stack = new HostNetStackInstance();
    stack.key = DEFAULT;
    stack.name = DEFAULT;
    stack.dnsConfig = dns;
    stack.ipRouteConfig = routes;
    info.netStackInstance = new HostNetStackInstance[] {stack};
    info.dnsConfig = dns;
    info.ipRouteConfig = routes;
  }

  /**
   * What a configuration says of the stack; what it leaves out stays.
   *
   * @param info is changed
   */
  static void apply(HostNetworkConfig config, HostNetworkInfo info) throws VimFault {
    if (config.ipV6Enabled != null) {
      if (config.netStackSpec != null) {
        throw Refuse.argument("config.ipV6Enabled", "it cannot be set with other things");
      }
      // shown as before until the host is restarted
      info.atBootIpV6Enabled = config.ipV6Enabled;
    }
    if (config.dnsConfig != null) {
      HostNetStackInstance stack = new HostNetStackInstance();
      stack.key = DEFAULT;
      stack.dnsConfig = config.dnsConfig;
      edit(stack, info);
    }
    if (config.netStackSpec != null) {
      for (HostNetworkConfigNetStackSpec each : config.netStackSpec) {
        edit(each.netStackInstance, info);
      }
    }
  }

  private static void edit(HostNetStackInstance stack, HostNetworkInfo info) throws VimFault {
    if (!DEFAULT.equals(stack.key)) {
      throw Refuse.notSupported("Only the stack " + DEFAULT + " can be changed.");
    }
    HostDnsConfig dns = stack.dnsConfig == null ? info.dnsConfig : stack.dnsConfig;
    if (dns.hostName.contains(".")) {
      throw Refuse.argument("dnsConfig.hostName", "it has a dot");
    }
    if (dns.dhcp && dns.virtualNicDevice == null) {
      throw Refuse.argument("dnsConfig.virtualNicDevice", "it is missing");
    }
    HostIpRouteConfig routes = Values.copy(info.ipRouteConfig);
    if (stack.ipRouteConfig != null) {
      Values.overlay(stack.ipRouteConfig, routes);
    }
    show(info, dns, routes);
  }
}
