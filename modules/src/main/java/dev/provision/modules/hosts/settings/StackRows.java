package dev.provision.modules.hosts.settings;

import com.vmware.vim25.ConfigSpecOperation;
import com.vmware.vim25.HostConfigChangeMode;
import com.vmware.vim25.HostConfigManager;
import com.vmware.vim25.HostDnsConfig;
import com.vmware.vim25.HostIpRouteConfig;
import com.vmware.vim25.HostNetStackInstance;
import com.vmware.vim25.HostNetStackInstanceSystemStackKey;
import com.vmware.vim25.HostNetworkConfig;
import com.vmware.vim25.HostNetworkConfigNetStackSpec;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Effect;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.object.RowsCall;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * DNS and gateways of a host's default TCP/IP stack, in one {@code UpdateNetworkConfig}, which the
 * host takes back when vCenter does not reach it any more (vSphere Networking, "Host Networking
 * Rollbacks"). A stack takes its DNS as a whole, so what is not declared is read in the step.
 */
final class StackRows {
  private static final String DNS = "config.network.dnsConfig";
  private static final String ROUTES = "config.network.ipRouteConfig";

  private StackRows() {}

  /** What changes, to be done on what the host has then. */
  static final class Edit {
    private final List<Consumer<HostDnsConfig>> dns = new ArrayList<>();
    private final List<Consumer<HostIpRouteConfig>> routes = new ArrayList<>();
  }

  static <S extends DeclaredSettings> RowsCall<S, Edit> call() {
    List<Row<S, Item, Edit>> rows =
        List.of(
            dns(
                "hostname",
                DnsSpec::hostname,
                HostDnsConfig::getHostName,
                HostDnsConfig::setHostName),
            dns(
                "domain",
                DnsSpec::domain,
                HostDnsConfig::getDomainName,
                HostDnsConfig::setDomainName),
            StackRows.<S, List<String>>dns(
                    "servers",
                    DnsSpec::servers,
                    dns -> Texts.of(dns.getAddress()),
                    (dns, all) -> dns.setAddress(all.toArray(String[]::new)))
                .saying(Texts::list),
            StackRows.<S, List<String>>dns(
                    "search",
                    DnsSpec::search,
                    dns -> Texts.of(dns.getSearchDomain()),
                    (dns, all) -> dns.setSearchDomain(all.toArray(String[]::new)))
                .saying(Texts::list),
            dns("dhcp", DnsSpec::dhcp, HostDnsConfig::isDhcp, HostDnsConfig::setDhcp),
            dns(
                "nic",
                DnsSpec::nic,
                HostDnsConfig::getVirtualNicDevice,
                HostDnsConfig::setVirtualNicDevice),
            gateway(
                "ipv4",
                GatewaySpec::ipv4,
                HostIpRouteConfig::getDefaultGateway,
                HostIpRouteConfig::setDefaultGateway),
            gateway(
                "ipv6",
                GatewaySpec::ipv6,
                HostIpRouteConfig::getIpV6DefaultGateway,
                HostIpRouteConfig::setIpV6DefaultGateway));
    return new RowsCall<>(Rows.sparse(Edit::new, rows), StackRows::write);
  }

  private static <S extends DeclaredSettings, V> FieldRow<S, Item, Edit, V> dns(
      String field,
      Function<DnsSpec, Optional<V>> wanted,
      Function<HostDnsConfig, V> seen,
      BiConsumer<HostDnsConfig, V> put) {
    return FieldRow.of(
        "dns." + field,
        DNS,
        spec -> spec.dns().flatMap(wanted),
        host -> Seen.of(host, DNS, HostDnsConfig.class).map(seen),
        (edit, value, old) -> edit.dns.add(dns -> put.accept(dns, value)));
  }

  private static <S extends DeclaredSettings> FieldRow<S, Item, Edit, String> gateway(
      String field,
      Function<GatewaySpec, Optional<String>> wanted,
      Function<HostIpRouteConfig, String> seen,
      BiConsumer<HostIpRouteConfig, String> put) {
    return FieldRow.<S, Item, Edit, String>of(
            "gateway." + field,
            ROUTES,
            spec -> spec.gateway().flatMap(wanted),
            host -> Seen.of(host, ROUTES, HostIpRouteConfig.class).map(seen),
            (edit, value, old) -> edit.routes.add(routes -> put.accept(routes, value)))
        .with(Effect.CUTS_NETWORK, "vCenter and the host may reach each other through it");
  }

  static <S extends DeclaredSettings> List<Problem> mistakes(S spec) {
    List<Problem> problems = new ArrayList<>();
    spec.dns()
        .ifPresent(
            dns -> {
              if (dns.dhcp().orElse(false) && dns.isStatic()) {
                problems.add(
                    new Problem("dns.dhcp", "DHCP says the names and servers; leave them out"));
              }
              if (dns.dhcp().orElse(false) && dns.nic().isEmpty()) {
                problems.add(
                    new Problem(
                        "dns.nic", "it is missing: say which adapter's DHCP server is asked"));
              }
              dns.hostname()
                  .filter(name -> name.contains("."))
                  .ifPresent(
                      name ->
                          problems.add(
                              new Problem(
                                  "dns.hostname", "it has a dot; `domain` is its own field")));
            });
    return problems;
  }

  static <S extends DeclaredSettings> List<Problem> problems(S spec, Item host) {
    boolean leased =
        Seen.of(host, DNS, HostDnsConfig.class).known().filter(HostDnsConfig::isDhcp).isPresent();
    return spec
        .dns()
        .filter(dns -> leased && dns.dhcp().isEmpty() && dns.isStatic())
        .map(
            dns ->
                new Problem(
                    "dns", "the host gets its names and servers from DHCP; add `dhcp: false`"))
        .stream()
        .toList();
  }

  private static void write(ManagedObjectReference host, Edit edit, VsphereWriter write)
      throws ModuleException {
    Managers managers = new Managers(host, write);
    HostNetStackInstance stack = new HostNetStackInstance();
    stack.setKey(HostNetStackInstanceSystemStackKey.defaultTcpipStack.name());
    if (!edit.dns.isEmpty()) {
      HostDnsConfig dns = managers.now(DNS, HostDnsConfig.class);
      edit.dns.forEach(each -> each.accept(dns));
      stack.setDnsConfig(dns);
    }
    if (!edit.routes.isEmpty()) {
      HostIpRouteConfig routes = managers.now(ROUTES, HostIpRouteConfig.class);
      edit.routes.forEach(each -> each.accept(routes));
      stack.setIpRouteConfig(routes);
    }
    HostNetworkConfigNetStackSpec spec = new HostNetworkConfigNetStackSpec();
    spec.setNetStackInstance(stack);
    spec.setOperation(ConfigSpecOperation.edit.name());
    HostNetworkConfig config = new HostNetworkConfig();
    config.setNetStackSpec(new HostNetworkConfigNetStackSpec[] {spec});
    update(managers, config);
  }

  /** Changes what a configuration says, and leaves the rest of the network as it is. */
  static void update(Managers managers, HostNetworkConfig config) throws ModuleException {
    ManagedObjectReference system = managers.get(HostConfigManager::getNetworkSystem, "network");
    managers
        .write()
        .send(api -> api.updateNetworkConfig(system, config, HostConfigChangeMode.modify.name()));
  }
}
