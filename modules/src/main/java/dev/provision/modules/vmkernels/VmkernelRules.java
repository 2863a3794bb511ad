package dev.provision.modules.vmkernels;

import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.IpAddress;
import dev.provision.vsphere.kind.hostnet.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mistakes in a declaration that show without the server. */
final class VmkernelRules {
  static final String INHERIT = "inherit";

  private VmkernelRules() {}

  static List<Problem> problems(VmkernelSpec spec) {
    List<Problem> problems = new ArrayList<>();
    Optional<IpAddress> ip =
        spec.ip()
            .filter(text -> !text.equals(Adapter.DHCP))
            .flatMap(text -> address("ip", text, false, problems));
    List<String> six = spec.six().addresses().orElse(List.of());
    for (int i = 0; i < six.size(); i++) {
      address("ipv6.addresses." + i, six.get(i), true, problems);
    }
    if (spec.mtu().filter(mtu -> mtu < 1280 || mtu > 9000).isPresent()) {
      problems.add(new Problem("mtu", "an adapter's `mtu` is 1280 to 9000"));
    }
    spec.gateway()
        .filter(text -> !text.equals(INHERIT))
        .ifPresent(text -> gateway(text, spec, ip, problems));
    spec.six()
        .gateway()
        .filter(text -> !text.equals(INHERIT) && !isSix(text))
        .ifPresent(
            text ->
                problems.add(
                    new Problem(
                        "ipv6.gateway",
                        "expected an IPv6 address like fd00::1 or inherit, found `" + text + "`")));
    spec.device()
        .filter(name -> !name.matches("vmk[0-9]{1,4}"))
        .ifPresent(
            name ->
                problems.add(
                    new Problem("device", "expected one like vmk2, found `" + name + "`")));
    return problems;
  }

  private static Optional<IpAddress> address(
      String field, String text, boolean v6, List<Problem> problems) {
    try {
      IpAddress address = IpAddress.parse(text);
      if (address.v6() == v6 && address.prefix().isPresent()) {
        return Optional.of(address);
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    String wanted =
        v6 ? "an IPv6 address like fd00::11/64" : "an IPv4 address like 10.0.0.11/24, or dhcp";
    problems.add(new Problem(field, "expected " + wanted + ", found `" + text + "`"));
    return Optional.empty();
  }

  private static boolean isSix(String text) {
    try {
      IpAddress gateway = IpAddress.parse(text);
      return gateway.v6() && gateway.prefix().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void gateway(
      String text, VmkernelSpec spec, Optional<IpAddress> ip, List<Problem> problems) {
    try {
      IpAddress gateway = IpAddress.parse(text);
      if (gateway.v6() || gateway.prefix().isPresent()) {
        problems.add(
            new Problem("gateway", "expected an IPv4 address or inherit, found `" + text + "`"));
      } else if (spec.ip().isEmpty()) {
        problems.add(new Problem("gateway", "a gateway needs the `ip` beside it"));
      } else if (ip.isPresent() && !ip.get().sameNetwork(gateway)) {
        problems.add(
            new Problem("gateway", "`" + text + "` is not in the network of `" + ip.get() + "`"));
      }
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem("gateway", "expected an IPv4 address or inherit, found `" + text + "`"));
    }
  }
}
