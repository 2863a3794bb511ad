package dev.provision.modules.instances;

import dev.provision.modules.instances.InstanceSpec.Power;
import dev.provision.spi.Declaration;
import dev.provision.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mistakes in an instance that its types cannot express. */
final class InstanceRules {
  /** vSphere's limit, {@code configmax}: 10 virtual NICs a VM since hardware version 7. */
  private static final int MAX_NICS = 10;

  /** vSphere's limit of a VM's name ({@code VirtualMachineConfigSpec.name}). */
  private static final int MAX_NAME = 80;

  private static final Pattern NIC_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,30}");
  private static final Pattern MAC = Pattern.compile("(?i)[0-9a-f]{2}(:[0-9a-f]{2}){5}");

  /**
   * What VMware's servers give out themselves: a VM with such a MAC of its own is not powered on
   * ("conflicts with VMware reserved MACs"). 00:50:56:00 to 00:50:56:3f is theirs too, and free.
   */
  private static final Pattern RESERVED_MAC =
      Pattern.compile("(?i)(00:0c:29|00:05:69|00:50:56:[4-9a-f][0-9a-f]):.*");

  private InstanceRules() {}

  static List<Problem> problems(Declaration<InstanceSpec> declaration) {
    List<Problem> problems = new ArrayList<>();
    InstanceSpec spec = declaration.spec();
    String name = declaration.address().name();
    if (name.length() > MAX_NAME) {
      problems.add(
          new Problem("", "`" + name + "` is longer than the " + MAX_NAME + " characters of a VM"));
    }
    if (spec.networks().size() > MAX_NICS) {
      problems.add(
          new Problem(
              "networks",
              spec.networks().size() + " NICs are declared, a VM can have " + MAX_NICS));
    }
    // a VM that is taken keeps the MACs that it was given
    boolean adopt = declaration.common().adopt();
    spec.networks().forEach((nic, wanted) -> nic(nic, wanted, adopt, problems));
    waitFor(spec, problems);
    if (spec.datastore().isPresent() && spec.cloneMode() == InstanceSpec.CloneMode.LINKED) {
      problems.add(
          new Problem(
              "datastore",
              "a linked clone lies on the datastore of its image; write `clone: full` to choose"
                  + " one"));
    }
    return problems;
  }

  private static void nic(String name, NicSpec nic, boolean adopt, List<Problem> problems) {
    String field = "networks." + name;
    if (!NIC_NAME.matcher(name).matches()) {
      problems.add(
          new Problem(
              "networks",
              "`"
                  + name
                  + "` is not a name of a NIC: expected letters, digits, `_` and `-`, as in eth0"));
    }
    Optional<IpAddress> fixed = address(field + ".fixed_ip", nic.fixedIp(), problems);
    Optional<IpAddress> gateway = address(field + ".gateway", nic.gateway(), problems);
    for (String server : nic.dns()) {
      address(field + ".dns", Optional.of(server), problems);
    }
    if (gateway.isPresent()) {
      if (fixed.isPresent() && fixed.get().prefix().isEmpty() || nic.fixedIp().isEmpty()) {
        problems.add(
            new Problem(
                field + ".gateway",
                "a gateway needs `fixed_ip` with a prefix, as in 10.0.0.11/24"));
      } else if (fixed.isPresent() && !fixed.get().sameNetwork(gateway.get())) {
        problems.add(
            new Problem(
                field + ".gateway",
                "the gateway `"
                    + gateway.get()
                    + "` is not in the network of `"
                    + fixed.get()
                    + "`"));
      }
    }
    nic.mac()
        .filter(mac -> !mac.equals(NicSpec.GENERATED))
        .ifPresent(mac -> mac(field + ".mac", mac, adopt, problems));
  }

  private static void mac(String field, String mac, boolean adopt, List<Problem> problems) {
    if (!MAC.matcher(mac).matches()) {
      problems.add(
          new Problem(
              field,
              "`" + mac + "` is not a MAC: expected one like 02:00:00:12:34:56, or `generated`"));
    } else if ((Integer.parseInt(mac.substring(0, 2), 16) & 1) == 1) {
      problems.add(new Problem(field, "`" + mac + "` is a multicast MAC, no NIC can have it"));
    } else if (!adopt && RESERVED_MAC.matcher(mac).matches()) {
      problems.add(
          new Problem(
              field,
              "`"
                  + mac
                  + "` is of a range that VMware gives out itself, and no host powers on a VM with"
                  + " it: take one from 00:50:56:00:00:00 to 00:50:56:3f:ff:ff, or of another"
                  + " maker"));
    }
  }

  private static Optional<IpAddress> address(
      String field, Optional<String> written, List<Problem> problems) {
    try {
      return written.map(IpAddress::parse);
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(field, e.getMessage()));
      return Optional.empty();
    }
  }

  private static void waitFor(InstanceSpec spec, List<Problem> problems) {
    WaitForSpec wait = spec.waitFor();
    wait.tcp()
        .filter(port -> port < 1 || port > 65535)
        .ifPresent(
            port ->
                problems.add(
                    new Problem(
                        "wait_for.tcp", "`" + port + "` is no TCP port: expected 1 to 65535")));
    if (wait.until().isPresent() && (wait.ip().isPresent() || wait.tcp().isPresent())) {
      problems.add(
          new Problem("wait_for", "give either a word or `ip` and `tcp`, as in {tcp: 22}"));
    }
    wait.ip()
        .filter(nic -> !spec.networks().containsKey(nic))
        .ifPresent(
            nic ->
                problems.add(
                    new Problem(
                        "wait_for.ip",
                        "there is no NIC `" + nic + "` in `networks`" + known(spec.networks()))));
    if (!wait.isNone() && spec.power() != Power.ON) {
      problems.add(
          new Problem(
              "wait_for",
              "an instance with `power: " + spec.power().word() + "` never becomes ready"));
    }
  }

  private static String known(Map<String, NicSpec> networks) {
    return networks.isEmpty() ? "" : ": it has `" + String.join("`, `", networks.keySet()) + "`";
  }
}
