package dev.provision.openstack;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.openstack.ShellLine.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code neutron subnet-create NETWORK CIDR} and {@code openstack subnet create}: what a fixed
 * address needs to be set in a guest, since no DHCP of Neutron's is there to hand it out.
 */
final class SubnetCommand {
  static final Set<String> FLAGS =
      Set.of("no-gateway", "enable-dhcp", "disable-dhcp", "dhcp", "no-dhcp", "debug", "verbose");

  private static final Pattern CIDR =
      Pattern.compile("(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  /**
   * A network's addresses.
   *
   * @param prefix in bits
   */
  record Subnet(int prefix, Optional<String> gateway, List<String> dns) {
    Subnet {
      dns = List.copyOf(dns);
    }
  }

  private final Report report;
  private final Map<String, Subnet> subnets = new LinkedHashMap<>();

  SubnetCommand(Report report) {
    this.report = report;
  }

  Optional<Subnet> of(String network) {
    return Optional.ofNullable(subnets.get(network));
  }

  /** {@code neutron subnet-create NETWORK CIDR}. */
  void neutron(ShellLine line, Arguments arguments) {
    List<Word> words = arguments.words();
    add(
        line,
        arguments,
        words.size() > 1 ? Optional.of(words.get(1)) : Optional.empty(),
        words.size() > 2 ? Optional.of(words.get(2)) : Optional.empty());
  }

  /** {@code openstack subnet create --network NETWORK --subnet-range CIDR NAME}. */
  void openstack(ShellLine line, Arguments arguments) {
    add(line, arguments, arguments.last("network"), arguments.last("subnet-range"));
  }

  private void add(
      ShellLine line, Arguments arguments, Optional<Word> network, Optional<Word> range) {
    if (network.isEmpty() || range.isEmpty()) {
      report.add(
          Diagnostic.error("this subnet needs a network and a range of addresses", line.at()));
      return;
    }
    Matcher cidr = CIDR.matcher(range.get().text());
    if (!cidr.matches()) {
      report.warn(
          "this subnet is left out: `" + range.get().text() + "` is no range of IPv4 addresses",
          range.get().at());
      return;
    }
    // Neutron's own choice where none is said
    String first = cidr.group(1) + "." + (Integer.parseInt(cidr.group(2)) + 1);
    boolean none =
        arguments.flags().containsKey("no-gateway")
            || arguments.last("gateway").filter(word -> word.text().equals("none")).isPresent();
    Optional<String> gateway =
        none
            ? Optional.empty()
            : arguments.last("gateway").map(Word::text).or(() -> Optional.of(first));
    subnets.put(
        network.get().text(),
        new Subnet(
            Integer.parseInt(cidr.group(3)),
            gateway.filter(text -> !text.equals("auto")).or(() -> gateway.map(auto -> first)),
            arguments.all("dns-nameserver").stream().map(Word::text).toList()));
    report.line(
        range.get().at(),
        "subnet " + range.get().text(),
        "prefix and gateway of each fixed_ip on " + network.get().text());
  }
}
