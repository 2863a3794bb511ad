package dev.provision.modules.instances.vm;

import dev.provision.vsphere.exported.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the guest configures a NIC.
 *
 * @param addresses the first is its main address; only addresses with a prefix are set in the guest
 * @param gateways at most one of each family
 * @param mtu in bytes
 */
public record NicGuest(
    List<IpAddress> addresses,
    List<IpAddress> gateways,
    List<String> dns,
    List<String> search,
    List<Route> routes,
    Optional<Integer> mtu) {

  /** A route to a network that is not the default one. */
  public record Route(IpAddress to, IpAddress via) {}

  public NicGuest {
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
    dns = List.copyOf(dns);
    search = List.copyOf(search);
    routes = List.copyOf(routes);
  }

  /** Reads a NIC whose texts were checked before. */
  public static NicGuest of(NicSpec nic) {
    List<IpAddress> addresses = new ArrayList<>();
    Stream.concat(nic.fixedIp().stream(), nic.addresses().stream())
        .map(IpAddress::parse)
        .filter(address -> !addresses.contains(address))
        .forEach(addresses::add);
    return new NicGuest(
        addresses,
        Stream.concat(nic.gateway().stream(), nic.gateway6().stream())
            .map(IpAddress::parse)
            .toList(),
        nic.dns(),
        nic.search(),
        nic.routes().stream()
            .map(route -> new Route(IpAddress.parse(route.to()), IpAddress.parse(route.via())))
            .toList(),
        nic.mtu());
  }

  /** The addresses that are set in the guest, of one family. */
  public List<IpAddress> set(boolean v6) {
    return addresses.stream()
        .filter(address -> address.prefix().isPresent() && address.v6() == v6)
        .toList();
  }

  /** The default gateway of one family. */
  public Optional<IpAddress> gateway(boolean v6) {
    return gateways.stream().filter(gateway -> gateway.v6() == v6).findFirst();
  }

  /**
   * Whether the guest asks DHCP for an IPv4 address: if it has no static IPv4 address, unless only
   * IPv6 addresses are declared.
   */
  public boolean asksDhcp() {
    boolean v6Alone = !addresses.isEmpty() && addresses.stream().allMatch(IpAddress::v6);
    return set(false).isEmpty() && !(v6Alone && !set(true).isEmpty());
  }

  /** Whether the playbook declares nothing that the guest must set. */
  public boolean saysNothing() {
    return addresses.isEmpty() && dns.isEmpty() && search.isEmpty();
  }

  /** All addresses as they are in the mark. */
  public String text() {
    return addresses.stream().map(IpAddress::toString).collect(Collectors.joining(","));
  }
}
