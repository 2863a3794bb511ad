package dev.provision.vsphere.kind.hostnet;

import com.vmware.vim25.HostNetStackInstance;
import com.vmware.vim25.HostVirtualNic;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The adapters of one host.
 *
 * @param services which of them have which; unknown where the account may not read that
 */
public record HostAdapters(Item host, List<Adapter> all, Seen<HostServices> services) {
  private static final String NICS = "config.network.vnic";
  private static final String STACKS = "config.network.netStackInstance";

  public static final Set<String> PROPERTIES =
      Set.of(
          NICS,
          HostServices.PROPERTY,
          STACKS,
          ManagementPath.PORT_GROUPS,
          ManagementPath.SWITCHES,
          ManagementPath.PROXIES);

  public HostAdapters {
    Objects.requireNonNull(host);
    Objects.requireNonNull(services);
    all = List.copyOf(all);
  }

  public static Seen<HostAdapters> of(Item host, Inventory read) {
    return of(host, key -> PortGroupAt.name(key, read));
  }

  /** The same where distributed port groups need no names. */
  public static Seen<HostAdapters> of(Item host) {
    return of(host, key -> key);
  }

  private static Seen<HostAdapters> of(Item host, UnaryOperator<String> names) {
    Seen<HostVirtualNic[]> nics = Seen.of(host, NICS, HostVirtualNic[].class);
    return nics instanceof Seen.NotSet
        ? Seen.of(of(host, new HostVirtualNic[0], names))
        : nics.map(known -> of(host, known, names));
  }

  private static HostAdapters of(Item host, HostVirtualNic[] nics, UnaryOperator<String> names) {
    Seen<HostServices> services = HostServices.of(host);
    List<Adapter> all = new ArrayList<>();
    for (HostVirtualNic nic : nics) {
      all.add(
          new Adapter(
              nic,
              PortGroupAt.of(nic.getSpec(), nic.getPortgroup(), names),
              services.map(known -> known.of(nic.getDevice())),
              gateways(host, nic.getSpec().getNetStackInstanceKey())));
    }
    return new HostAdapters(host, all, services);
  }

  private static Gateways gateways(Item host, String stack) {
    String key = stack == null || stack.isEmpty() ? Adapter.DEFAULT_STACK : stack;
    for (HostNetStackInstance each :
        host.get(STACKS, HostNetStackInstance[].class).orElse(new HostNetStackInstance[0])) {
      if (key.equals(each.getKey())) {
        return Gateways.of(each.getIpRouteConfig());
      }
    }
    return Gateways.NONE;
  }

  public Optional<Adapter> device(String name) {
    return all.stream().filter(each -> each.device().equals(name)).findFirst();
  }

  /** The adapters that have a service. */
  public List<Adapter> with(Service service) {
    return all.stream().filter(each -> each.has(service)).toList();
  }
}
