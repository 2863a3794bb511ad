package dev.provision.modules.vmkernels;

import dev.provision.vsphere.exported.IpAddress;
import dev.provision.vsphere.exported.IpText;
import dev.provision.vsphere.kind.hostnet.Adapter;
import dev.provision.vsphere.kind.hostnet.Gateways;
import dev.provision.vsphere.kind.hostnet.HostAdapters;
import dev.provision.vsphere.kind.hostnet.ManagementPath;
import dev.provision.vsphere.kind.hostnet.NicMove;
import dev.provision.vsphere.kind.hostnet.PortGroupAt;
import dev.provision.vsphere.kind.hostnet.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is wanted of one adapter: what is declared, and of its lists what it has besides.
 *
 * @param nics those that its distributed switch is to have on the host, by the uplink's name
 * @param has the adapter; empty for a new one
 */
record Wanted(VmkernelSpec spec, PortGroupAt at, Map<String, String> nics, Optional<Adapter> has) {
  static Wanted of(VmkernelDesired desired, Optional<Adapter> has) {
    return new Wanted(desired.spec(), PortGroupAt.of(desired.network()), desired.nics(), has);
  }

  Optional<String> ip() {
    return spec.ip()
        .map(text -> text.equals(Adapter.DHCP) ? text : IpAddress.parse(text).toString());
  }

  Optional<List<String>> sixAddresses() {
    return spec.six()
        .addresses()
        .map(
            declared -> {
              TreeSet<String> all = new TreeSet<>();
              for (String each : declared) {
                IpAddress address = IpAddress.parse(each);
                all.add(IpText.canonical(address.text()) + "/" + address.prefix().orElseThrow());
              }
              if (!spec.exclusive()) {
                has.ifPresent(adapter -> all.addAll(adapter.sixAddresses()));
              }
              List<String> sorted = new ArrayList<>(all);
              Collections.sort(sorted);
              return sorted;
            });
  }

  /** {@code inherit} where its stack has the same one: then nothing has to be set. */
  Optional<String> gateway() {
    return spec.gateway().map(text -> own(text, Gateways::four));
  }

  /** The same for IPv6. */
  Optional<String> sixGateway() {
    return spec.six()
        .gateway()
        .map(text -> text.equals(VmkernelRules.INHERIT) ? text : IpText.canonical(text))
        .map(text -> own(text, Gateways::six));
  }

  private String own(String text, Function<Gateways, Optional<String>> which) {
    return has.map(Adapter::stackGateways).flatMap(which).filter(text::equals).isPresent()
        ? VmkernelRules.INHERIT
        : text;
  }

  /** What has to be selected for it; a stack's own service never has to. */
  Optional<SortedSet<Service>> services() {
    return spec.services()
        .map(
            declared -> {
              SortedSet<Service> all = new TreeSet<>(declared);
              if (!spec.exclusive()) {
                has.ifPresent(adapter -> all.addAll(adapter.selected()));
              }
              Service.ofStack(has.map(Adapter::stack).orElseGet(spec::stack))
                  .ifPresent(all::remove);
              return all;
            });
  }

  /** Whether a NIC of the host is to be on the switch of its port group. */
  private boolean hasNic() {
    return nics.values().stream().anyMatch(nic -> !nic.equals(NicMove.NONE));
  }

  /**
   * Why vCenter would lose the host when this adapter goes to its port group; the NICs that come
   * along count.
   */
  Optional<String> whyCut(Adapter seen, HostAdapters host) {
    return hasNic() ? Optional.empty() : new ManagementPath(host).whyCutBy(seen, at);
  }

  /** The NICs that come along, for people. */
  String along(HostAdapters host) {
    StringBuilder all = new StringBuilder();
    NicMove.taken(host.host(), nics.values())
        .forEach(
            (from, moved) ->
                all.append("; ")
                    .append(String.join(", ", moved))
                    .append(" of ")
                    .append(from)
                    .append(" goes along, in one change"));
    return all.toString();
  }
}
