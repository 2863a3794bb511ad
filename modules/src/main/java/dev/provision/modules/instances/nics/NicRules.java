package dev.provision.modules.instances.nics;

import dev.provision.modules.instances.vm.NicModel;
import dev.provision.modules.instances.vm.NicSpec;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds mistakes in one NIC that its types cannot rule out. */
public final class NicRules {
  private static final Pattern NIC_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,30}");
  private static final Pattern MAC = Pattern.compile("(?i)[0-9a-f]{2}(:[0-9a-f]{2}){5}");

  private static final Pattern DOMAIN =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9-]+)*\\.?");

  /** The MTU that every IPv4 host must support (RFC 791), and the largest of virtual switches. */
  private static final int MIN_MTU = 68;

  private static final int MAX_MTU = 9190;

  /**
   * The MACs that VMware's servers assign: a VM that declares one is not powered on ("conflicts
   * with VMware reserved MACs"). 00:50:56:00 to 00:50:56:3f belongs to VMware too, but anybody may
   * use it.
   */
  private static final Pattern RESERVED_MAC =
      Pattern.compile("(?i)(00:0c:29|00:05:69|00:50:56:[4-9a-f][0-9a-f]):.*");

  private final String field;
  private final NicSpec nic;
  private final List<Problem> problems;

  private NicRules(String name, NicSpec nic, List<Problem> problems) {
    this.field = "networks." + name;
    this.nic = nic;
    this.problems = problems;
  }

  /**
   * @param adopt whether the VM is adopted; then it may keep MACs that vCenter assigned
   */
  public static void check(String name, NicSpec nic, boolean adopt, List<Problem> problems) {
    if (!NIC_NAME.matcher(name).matches()) {
      problems.add(
          new Problem(
              "networks",
              "`"
                  + name
                  + "` is not a name of a NIC: expected letters, digits, `_` and `-`, as in eth0"));
    }
    NicRules rules = new NicRules(name, nic, problems);
    rules.addresses();
    rules.names();
    rules.hardware(adopt);
  }

  private void addresses() {
    List<IpAddress> set = new ArrayList<>();
    boolean readable = true;
    for (int i = 0; i < nic.fixedIp().size(); i++) {
      Optional<IpAddress> one =
          address(
              nic.fixedIp().size() == 1 ? "fixed_ip" : "fixed_ip." + i,
              Optional.of(nic.fixedIp().get(i)));
      one.filter(ip -> ip.prefix().isPresent()).ifPresent(set::add);
      readable &= one.isPresent();
    }
    for (int i = 0; i < nic.addresses().size(); i++) {
      String at = "addresses." + i;
      Optional<IpAddress> one = address(at, Optional.of(nic.addresses().get(i)));
      if (one.filter(ip -> ip.prefix().isEmpty()).isPresent()) {
        problem(
            at, "`" + one.get() + "` needs a prefix, as in 10.0.0.11/24: the guest is to set it");
      }
      one.filter(ip -> ip.prefix().isPresent()).ifPresent(set::add);
    }
    Optional<IpAddress> first = gateway("gateway", nic.gateway(), readable, set);
    Optional<IpAddress> second = gateway("gateway6", nic.gateway6(), readable, set);
    if (second.filter(ip -> !ip.v6()).isPresent()) {
      problem("gateway6", "`" + second.get() + "` is not an IPv6 address");
    } else if (second.isPresent() && first.filter(IpAddress::v6).isPresent()) {
      problem("gateway6", "`gateway` is one of IPv6 too; give one of each family at most");
    }
    for (int i = 0; i < nic.routes().size(); i++) {
      route("routes." + i, nic.routes().get(i));
    }
  }

  private Optional<IpAddress> gateway(
      String key, Optional<String> written, boolean readable, List<IpAddress> set) {
    Optional<IpAddress> gateway = address(key, written);
    if (gateway.isEmpty() || !readable) {
      return gateway;
    }
    List<IpAddress> same = set.stream().filter(ip -> ip.v6() == gateway.get().v6()).toList();
    if (set.isEmpty()) {
      problem(key, "a gateway needs `fixed_ip` with a prefix, as in 10.0.0.11/24");
    } else if (same.stream().noneMatch(ip -> ip.sameNetwork(gateway.get()))
        && !gateway.get().isLinkLocal()) {
      String of = same.isEmpty() ? set.get(0).toString() : same.get(0).toString();
      problem(key, "the gateway `" + gateway.get() + "` is not in the network of `" + of + "`");
    }
    return gateway;
  }

  private void route(String at, NicSpec.RouteSpec route) {
    Optional<IpAddress> to = address(at + ".to", Optional.of(route.to()));
    Optional<IpAddress> via = address(at + ".via", Optional.of(route.via()));
    if (to.filter(ip -> ip.prefix().isEmpty()).isPresent()) {
      problem(at + ".to", "`" + to.get() + "` needs a prefix, as in 10.8.0.0/16");
    } else if (to.isPresent() && via.isPresent() && to.get().v6() != via.get().v6()) {
      problem(at + ".via", "`" + via.get() + "` is not of the family of `" + to.get() + "`");
    }
  }

  private void names() {
    for (String server : nic.dns()) {
      address("dns", Optional.of(server));
    }
    for (String domain : nic.search()) {
      if (!DOMAIN.matcher(domain).matches()) {
        problem("search", "`" + domain + "` is not a domain: expected one like lab.example.org");
      }
    }
    nic.mtu()
        .filter(mtu -> mtu < MIN_MTU || mtu > MAX_MTU)
        .ifPresent(
            mtu ->
                problem("mtu", "`" + mtu + "` is no MTU: expected " + MIN_MTU + " to " + MAX_MTU));
  }

  private void hardware(boolean adopt) {
    nic.mac().filter(mac -> !mac.equals(NicSpec.GENERATED)).ifPresent(mac -> mac(mac, adopt));
    try {
      nic.model().ifPresent(NicModel::parse);
    } catch (IllegalArgumentException e) {
      problem("model", e.getMessage());
    }
  }

  private void mac(String mac, boolean adopt) {
    if (!MAC.matcher(mac).matches()) {
      problem(
          "mac", "`" + mac + "` is not a MAC: expected one like 02:00:00:12:34:56, or `generated`");
    } else if ((Integer.parseInt(mac.substring(0, 2), 16) & 1) == 1) {
      problem("mac", "`" + mac + "` is a multicast MAC, no NIC can have it");
    } else if (!adopt && RESERVED_MAC.matcher(mac).matches()) {
      problem(
          "mac",
          "`"
              + mac
              + "` is of a range that VMware gives out itself, and no host powers on a VM with"
              + " it: take one from 00:50:56:00:00:00 to 00:50:56:3f:ff:ff, or of another"
              + " maker");
    }
  }

  private Optional<IpAddress> address(String key, Optional<String> written) {
    try {
      return written.map(IpAddress::parse);
    } catch (IllegalArgumentException e) {
      problem(key, e.getMessage());
      return Optional.empty();
    }
  }

  private void problem(String key, String message) {
    problems.add(new Problem(field + "." + key, message));
  }
}
