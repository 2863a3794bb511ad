package dev.provision.modules.vmkernels;

import com.vmware.vim25.HostIpConfig;
import com.vmware.vim25.HostIpConfigIpV6Address;
import com.vmware.vim25.HostIpConfigIpV6AddressConfiguration;
import com.vmware.vim25.HostIpRouteConfig;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.vsphere.exported.IpAddress;
import dev.provision.vsphere.kind.hostnet.Adapter;
import dev.provision.vsphere.kind.hostnet.Gateways;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.ManagementPath;
import dev.provision.vsphere.kind.hostnet.Service;
import dev.provision.vsphere.kind.rows.FieldRow;
import dev.provision.vsphere.kind.rows.Row;
import dev.provision.vsphere.kind.rows.Rows;
import dev.provision.vsphere.kind.rows.Seen;
import dev.provision.vsphere.newer.network.HostVirtualNicIpRouteSpec;
import dev.provision.vsphere.newer.network.RoutedVirtualNicSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The fields of an adapter. {@code UpdateVirtualNic} leaves what is not in its spec as it is; the
 * configuration of IP is one value in it, and so are its gateways: of both, what does not change is
 * repeated.
 */
final class VmkernelRows {
  private static final String NICS = "config.network.vnic";

  private static final Row<Wanted, Adapter, RoutedVirtualNicSpec> NETWORK =
      FieldRow.of(
          "network",
          NICS,
          wanted -> Optional.of(wanted.at()),
          adapter -> Seen.of(adapter.at()),
          (spec, at, seen) -> at.into(spec));

  private static final Row<Wanted, Adapter, RoutedVirtualNicSpec> IP =
      FieldRow.of("ip", NICS, Wanted::ip, Adapter::ip, (spec, ip, seen) -> put(spec, ip));

  private static final Row<Wanted, Adapter, RoutedVirtualNicSpec> MTU =
      FieldRow.of(
          "mtu",
          NICS,
          wanted -> wanted.spec().mtu(),
          adapter -> Seen.of(adapter.nic().getSpec().getMtu()),
          (spec, mtu, seen) -> spec.setMtu(mtu));

  private static final Row<Wanted, Adapter, RoutedVirtualNicSpec> GATEWAY =
      gateway("gateway", Wanted::gateway, Gateways::four, HostIpRouteConfig::setDefaultGateway);

  private static final Row<Wanted, Adapter, RoutedVirtualNicSpec> SIX_GATEWAY =
      gateway(
          "ipv6.gateway",
          Wanted::sixGateway,
          Gateways::six,
          HostIpRouteConfig::setIpV6DefaultGateway);

  private static final Row<Wanted, Adapter, RoutedVirtualNicSpec> STACK =
      FieldRow.<Wanted, Adapter, RoutedVirtualNicSpec, String>of(
              "netstack",
              NICS,
              wanted -> wanted.spec().netstack(),
              adapter -> Seen.of(adapter.stack()),
              (spec, stack, seen) -> spec.setNetStackInstanceKey(stack))
          .with(Effect.REPLACES, "an adapter stays in its TCP/IP stack");

  private static final Row<Wanted, Adapter, RoutedVirtualNicSpec> SIX =
      FieldRow.<Wanted, Adapter, RoutedVirtualNicSpec, List<String>>of(
              "ipv6.addresses",
              NICS,
              Wanted::sixAddresses,
              adapter -> Seen.of(adapter.sixAddresses()),
              VmkernelRows::put)
          .saying(all -> all.isEmpty() ? "none" : String.join(", ", all));

  /** The order of the reference. */
  static final Rows<Wanted, Adapter, RoutedVirtualNicSpec> SPEC =
      Rows.merged(
          VmkernelRows::empty,
          VmkernelRows::same,
          List.of(
              NETWORK,
              IP,
              SIX,
              six(
                  "ipv6.auto",
                  wanted -> wanted.spec().six().auto(),
                  HostIpConfigIpV6AddressConfiguration::getAutoConfigurationEnabled,
                  (six, value, seen) -> six.setAutoConfigurationEnabled(value)),
              six(
                  "ipv6.dhcp",
                  wanted -> wanted.spec().six().dhcp(),
                  HostIpConfigIpV6AddressConfiguration::getDhcpV6Enabled,
                  (six, value, seen) -> six.setDhcpV6Enabled(value)),
              SIX_GATEWAY,
              MTU,
              GATEWAY,
              STACK));

  /** Selected by calls of their own, one a service. */
  static final Rows<Wanted, Adapter, SortedSet<Service>> SERVICES =
      Rows.sparse(
          TreeSet::new,
          List.of(
              FieldRow.<Wanted, Adapter, SortedSet<Service>, SortedSet<Service>>of(
                      "services",
                      "config.virtualNicManagerInfo.netConfig",
                      Wanted::services,
                      adapter -> adapter.services().map(known -> adapter.selected()),
                      (all, wanted, seen) -> all.addAll(wanted))
                  .saying(VmkernelRows::words)));

  private VmkernelRows() {}

  private static String words(Set<Service> services) {
    return services.isEmpty()
        ? "none"
        : String.join(", ", services.stream().map(Service::name).toList());
  }

  private static Row<Wanted, Adapter, RoutedVirtualNicSpec> six(
      String field,
      Function<Wanted, Optional<Boolean>> wanted,
      Function<HostIpConfigIpV6AddressConfiguration, Boolean> seen,
      FieldRow.Put<HostIpConfigIpV6AddressConfiguration, Boolean> put) {
    return FieldRow.of(
        field,
        NICS,
        wanted,
        adapter -> Seen.of(adapter.six().map(seen).orElse(false)),
        (spec, value, old) -> put.into(six(spec), value, old));
  }

  /** Both gateways are one value of the API, so the other one is repeated, see {@link #same}. */
  private static Row<Wanted, Adapter, RoutedVirtualNicSpec> gateway(
      String field,
      Function<Wanted, Optional<String>> wanted,
      Function<Gateways, Optional<String>> own,
      BiConsumer<HostIpRouteConfig, String> put) {
    return FieldRow.<Wanted, Adapter, RoutedVirtualNicSpec, String>of(
            field,
            NICS,
            wanted,
            adapter -> Seen.of(own.apply(adapter.gateways()).orElse(VmkernelRules.INHERIT)),
            (spec, gateway, seen) ->
                put.accept(routes(spec), gateway.equals(VmkernelRules.INHERIT) ? null : gateway))
        .since("6.5", "a gateway of an adapter's own, which came with vSphere 6.5");
  }

  private static HostIpRouteConfig routes(RoutedVirtualNicSpec spec) {
    if (spec.ipRouteSpec == null) {
      spec.ipRouteSpec = new HostVirtualNicIpRouteSpec();
      spec.ipRouteSpec.ipRouteConfig = new HostIpRouteConfig();
    }
    return spec.ipRouteSpec.ipRouteConfig;
  }

  private static RoutedVirtualNicSpec empty() {
    RoutedVirtualNicSpec spec = new RoutedVirtualNicSpec();
    spec.setIp(new HostIpConfig());
    return spec;
  }

  private static RoutedVirtualNicSpec same(Adapter seen) {
    RoutedVirtualNicSpec spec = empty();
    seen.ip().known().ifPresent(ip -> put(spec, ip));
    if (!seen.gateways().isEmpty()) {
      routes(spec).setDefaultGateway(seen.gateways().four().orElse(null));
      routes(spec).setIpV6DefaultGateway(seen.gateways().six().orElse(null));
    }
    return spec;
  }

  private static void put(RoutedVirtualNicSpec spec, String ip) {
    boolean dhcp = ip.equals(Adapter.DHCP);
    spec.getIp().setDhcp(dhcp);
    if (!dhcp) {
      IpAddress address = IpAddress.parse(ip);
      spec.getIp().setIpAddress(address.text());
      spec.getIp().setSubnetMask(address.mask());
    }
  }

  private static HostIpConfigIpV6AddressConfiguration six(RoutedVirtualNicSpec spec) {
    if (spec.getIp().getIpV6Config() == null) {
      spec.getIp().setIpV6Config(new HostIpConfigIpV6AddressConfiguration());
    }
    return spec.getIp().getIpV6Config();
  }

  /** Each address that comes or goes, with that word; the others stay. */
  private static void put(RoutedVirtualNicSpec spec, List<String> wanted, Seen<List<String>> seen) {
    List<String> has = seen.known().orElse(List.of());
    List<HostIpConfigIpV6Address> edits = new ArrayList<>();
    wanted.stream()
        .filter(each -> !has.contains(each))
        .forEach(each -> edits.add(edit(each, "add")));
    has.stream()
        .filter(each -> !wanted.contains(each))
        .forEach(each -> edits.add(edit(each, "remove")));
    six(spec).setIpV6Address(edits.toArray(HostIpConfigIpV6Address[]::new));
  }

  private static HostIpConfigIpV6Address edit(String text, String operation) {
    IpAddress address = IpAddress.parse(text);
    HostIpConfigIpV6Address edit = new HostIpConfigIpV6Address();
    edit.setIpAddress(address.text());
    edit.setPrefixLength(address.prefix().orElseThrow());
    edit.setOrigin("manual");
    edit.setOperation(operation);
    return edit;
  }

  /** What differs, with what it does to the host. */
  static List<Change> changes(Wanted wanted, Adapter seen, HostAdapters host) {
    List<Change> changes = new ArrayList<>();
    for (Change change : SPEC.changes(wanted, seen)) {
      changes.add(told(change, wanted, seen, host));
    }
    for (Change change : SERVICES.changes(wanted, seen)) {
      changes.add(told(change, wanted.services().orElseThrow(), seen, host));
    }
    return changes;
  }

  private static Change told(Change change, Wanted wanted, Adapter seen, HostAdapters host) {
    if (change.effect() != Effect.IN_PLACE) {
      return change;
    }
    boolean manages = seen.has(Service.MANAGEMENT);
    ManagementPath path = new ManagementPath(host);
    if (change.isOf(NETWORK) && manages && path.knows(wanted.at())) {
      Optional<String> why = wanted.whyCut(seen, host);
      if (why.isPresent()) {
        return change.with(Effect.REFUSED, why.get());
      }
    }
    if (manages && change.isOf(NETWORK)) {
      return change.with(
          Effect.CUTS_NETWORK, "vCenter manages the host through it" + wanted.along(host));
    }
    if (manages) {
      return change.with(Effect.CUTS_NETWORK, "vCenter manages the host through it");
    }
    return change.isOf(NETWORK) || change.isOf(IP)
        ? change.with(Effect.CUTS_NETWORK, "what the host does through it is interrupted")
        : change;
  }

  private static Change told(
      Change change, SortedSet<Service> wanted, Adapter seen, HostAdapters host) {
    if (seen.has(Service.MANAGEMENT) && !wanted.contains(Service.MANAGEMENT)) {
      Optional<String> why = new ManagementPath(host).whyCutWithout(seen);
      return why.isPresent()
          ? change.with(Effect.REFUSED, why.get())
          : change.with(Effect.CUTS_NETWORK, "vCenter manages the host through it");
    }
    for (Service each : wanted) {
      Optional<String> loser =
          seen.has(each)
              ? Optional.empty()
              : host.services().known().flatMap(all -> all.loser(each, seen.device()));
      if (loser.isPresent()) {
        return change.with(
            Effect.CUTS_NETWORK,
            "only one adapter of a host may have %s, and %s loses it".formatted(each, loser.get()));
      }
    }
    return change;
  }

  static Map<String, List<String>> remarks() {
    Map<String, List<String>> all = new LinkedHashMap<>(SPEC.remarks());
    all.putAll(SERVICES.remarks());
    return all;
  }

  /** Those that change while an adapter stays what it is. */
  static List<String> fields() {
    List<String> fields = new ArrayList<>(remarks().keySet());
    fields.remove(STACK.field());
    return fields;
  }
}
