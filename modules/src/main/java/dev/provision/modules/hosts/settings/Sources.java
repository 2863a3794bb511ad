package dev.provision.modules.hosts.settings;

import com.vmware.vim25.HostFirewallRulesetIpList;
import com.vmware.vim25.HostFirewallRulesetIpNetwork;
import dev.provision.vsphere.exported.IpText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * From where a ruleset lets traffic through ({@code HostFirewallRulesetIpList}).
 *
 * @param all from everywhere; a host then keeps its lists, which count for nothing
 * @param addresses {@code 10.0.0.1} and {@code 10.0.0.0/8}
 */
record Sources(boolean all, Set<String> addresses) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*)(?:/\\d{1,3})?");

  Sources {
    addresses = all ? Set.of() : new TreeSet<>(addresses);
  }

  /** Whether a playbook may say that. */
  static boolean isOne(List<String> texts) {
    return texts.equals(List.of("all"))
        || !texts.isEmpty() && texts.stream().allMatch(each -> ADDRESS.matcher(each).matches());
  }

  static Sources of(List<String> texts) {
    Set<String> addresses = new TreeSet<>();
    texts.forEach(each -> addresses.add(canonical(each)));
    return new Sources(texts.equals(List.of("all")), addresses);
  }

  private static String canonical(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? IpText.canonical(text)
        : IpText.canonical(text.substring(0, slash)) + text.substring(slash);
  }

  static Sources of(HostFirewallRulesetIpList list) {
    Set<String> addresses = new TreeSet<>();
    for (String each : list.getIpAddress() == null ? new String[0] : list.getIpAddress()) {
      addresses.add(IpText.canonical(each));
    }
    if (list.getIpNetwork() != null) {
      for (HostFirewallRulesetIpNetwork each : list.getIpNetwork()) {
        addresses.add(IpText.canonical(each.getNetwork()) + "/" + each.getPrefixLength());
      }
    }
    return new Sources(list.isAllIp(), addresses);
  }

  /**
   * @param old whose lists stay where everything is allowed
   */
  HostFirewallRulesetIpList list(HostFirewallRulesetIpList old) {
    HostFirewallRulesetIpList list = new HostFirewallRulesetIpList();
    list.setAllIp(all);
    if (all && old != null) {
      list.setIpAddress(old.getIpAddress());
      list.setIpNetwork(old.getIpNetwork());
    }
    List<String> single = new ArrayList<>();
    List<HostFirewallRulesetIpNetwork> networks = new ArrayList<>();
    for (String each : addresses) {
      int slash = each.indexOf('/');
      if (slash < 0) {
        single.add(each);
      } else {
        HostFirewallRulesetIpNetwork network = new HostFirewallRulesetIpNetwork();
        network.setNetwork(each.substring(0, slash));
        network.setPrefixLength(Integer.parseInt(each.substring(slash + 1)));
        networks.add(network);
      }
    }
    if (!single.isEmpty()) {
      list.setIpAddress(single.toArray(String[]::new));
    }
    if (!networks.isEmpty()) {
      list.setIpNetwork(networks.toArray(HostFirewallRulesetIpNetwork[]::new));
    }
    return list;
  }

  @Override
  public String toString() {
    return all ? "all" : String.join(", ", addresses);
  }
}
