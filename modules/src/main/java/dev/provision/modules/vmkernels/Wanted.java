package dev.provision.modules.vmkernels;

import dev.provision.vsphere.exported.IpAddress;
import dev.provision.vsphere.exported.IpText;
import dev.provision.vsphere.kind.hostnet.Adapter;
import dev.provision.vsphere.kind.hostnet.PortGroupAt;
import dev.provision.vsphere.kind.hostnet.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is wanted of one adapter: what is declared, and of its lists what it has besides.
 *
 * @param has the adapter; empty for a new one
 */
record Wanted(VmkernelSpec spec, PortGroupAt at, Optional<Adapter> has) {
  static Wanted of(VmkernelDesired desired, Optional<Adapter> has) {
    return new Wanted(desired.spec(), PortGroupAt.of(desired.network()), has);
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
    return spec.gateway()
        .map(
            text ->
                has.flatMap(Adapter::stackGateway).filter(text::equals).isPresent()
                    ? VmkernelRules.INHERIT
                    : text);
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
}
