package dev.provision.vsphere.kind.hostnet;

import com.vmware.vim25.HostIpConfig;
import com.vmware.vim25.HostIpConfigIpV6Address;
import com.vmware.vim25.HostIpConfigIpV6AddressConfiguration;
import com.vmware.vim25.HostVirtualNic;
import com.vmware.vim25.HostVirtualNicSpec;
import dev.provision.vsphere.exported.IpAddress;
import dev.provision.vsphere.exported.IpText;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.newer.network.RoutedVirtualNicSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An adapter as its host shows it.
 *
 * @param services what it is used for; unknown where the account may not read that
 * @param stackGateways the gateways of its TCP/IP stack
 */
public record Adapter(
    HostVirtualNic nic, PortGroupAt at, Seen<SortedSet<Service>> services, Gateways stackGateways) {
  /** What an address is called that comes from DHCP. */
  public static final String DHCP = "dhcp";

  /** The TCP/IP stack of adapters that name none. */
  public static final String DEFAULT_STACK = "defaultTcpipStack";

  public Adapter {
    Objects.requireNonNull(nic);
    Objects.requireNonNull(at);
    Objects.requireNonNull(services);
    Objects.requireNonNull(stackGateways);
  }

  public String device() {
    return nic.getDevice();
  }

  private HostVirtualNicSpec spec() {
    return nic.getSpec();
  }

  public String stack() {
    String key = spec().getNetStackInstanceKey();
    return key == null || key.isEmpty() ? Adapter.DEFAULT_STACK : key;
  }

  public boolean has(Service service) {
    return services.known().filter(all -> all.contains(service)).isPresent();
  }

  /** {@code 10.0.0.11/24} or {@code dhcp}. */
  public Seen<String> ip() {
    HostIpConfig ip = spec().getIp();
    if (ip == null) {
      return new Seen.NotSet<>();
    }
    if (ip.isDhcp()) {
      return Seen.of(Adapter.DHCP);
    }
    return address().<Seen<String>>map(all -> Seen.of(all.toString())).orElseGet(Seen.NotSet::new);
  }

  /** Also the one that DHCP gave it. */
  public Optional<IpAddress> address() {
    return Optional.ofNullable(spec().getIp())
        .filter(ip -> ip.getIpAddress() != null && !ip.getIpAddress().isEmpty())
        .map(ip -> IpAddress.of(ip.getIpAddress(), ip.getSubnetMask()));
  }

  public Optional<HostIpConfigIpV6AddressConfiguration> six() {
    return Optional.ofNullable(spec().getIp()).map(HostIpConfig::getIpV6Config);
  }

  /**
   * Addresses that somebody set. A host adds link-local ones, and those of routers and of DHCP
   * (vSphere API, HostIpConfigIpV6Address.origin).
   */
  public List<String> sixAddresses() {
    List<String> all = new ArrayList<>();
    for (HostIpConfigIpV6Address each :
        six()
            .map(HostIpConfigIpV6AddressConfiguration::getIpV6Address)
            .orElse(new HostIpConfigIpV6Address[0])) {
      if ("manual".equals(each.getOrigin())) {
        all.add(IpText.canonical(each.getIpAddress()) + "/" + each.getPrefixLength());
      }
    }
    Collections.sort(all);
    return all;
  }

  /** Its own gateways, without those that its stack decides. A host may show these as well. */
  public Gateways gateways() {
    return spec() instanceof RoutedVirtualNicSpec routed && routed.ipRouteSpec != null
        ? Gateways.of(routed.ipRouteSpec.ipRouteConfig).besides(stackGateways)
        : Gateways.NONE;
  }

  /** What the host may use it for besides what its stack makes of it. */
  public SortedSet<Service> selected() {
    SortedSet<Service> all = new TreeSet<>(services.known().orElseGet(TreeSet::new));
    Service.ofStack(stack()).ifPresent(all::remove);
    return all;
  }
}
