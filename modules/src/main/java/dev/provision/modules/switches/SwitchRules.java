package dev.provision.modules.switches;

import dev.provision.modules.switches.NiocSpec.PoolSpec;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.Problem;
import dev.provision.vsphere.exported.Shares;
import dev.provision.vsphere.wire.ApiVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Mistakes in the declaration of a switch that show without the server, and what changes do. */
final class SwitchRules {
  private static final int LARGEST_VLAN = 4094;

  /** What a port group says that is in no network resource pool. */
  private static final String NO_POOL = "none";

  private SwitchRules() {}

  static List<Problem> problems(String called, SwitchSpec spec) {
    List<Problem> problems = new ArrayList<>();
    if (spec.isStandard()) {
      return StandardRules.problems(called, spec);
    }
    mixed(spec, problems);
    if (spec.existing()
        && !spec.equals(
            SwitchSpec.existing(spec.path(), spec.customAttributes(), spec.vsphereTags()))) {
      problems.add(
          new Problem(
              "existing",
              "it is only looked up, and never changed: leave out everything but its `path`"));
    }
    if (!spec.existing() && spec.path().isPresent()) {
      problems.add(new Problem("path", "`path` is for one that is `existing`"));
    }
    spec.mtu()
        .filter(mtu -> mtu < 1280 || mtu > 9000)
        .ifPresent(mtu -> problems.add(new Problem("mtu", "`mtu` must be 1280 to 9000")));
    spec.version()
        .filter(version -> !version.matches("[0-9]{1,3}(\\.[0-9]{1,3}){1,3}"))
        .ifPresent(
            version ->
                problems.add(
                    new Problem("version", "`version` must be like 8.0.0, not `" + version + "`")));
    uplinks(spec, problems);
    nioc(spec, problems);
    spec.lacp()
        .orElse(Map.of())
        .forEach(
            (name, lag) ->
                lag.ports()
                    .filter(ports -> ports < 1 || ports > 24)
                    .ifPresent(
                        ports ->
                            problems.add(
                                new Problem(
                                    "lacp." + name + ".ports", "a group has 1 to 24 ports"))));
    privateVlans(spec.privateVlans().orElse(Map.of()), problems);
    if (spec.exclusive()
        && spec.hosts().isEmpty()
        && spec.lacp().isEmpty()
        && spec.privateVlans().isEmpty()
        && spec.nioc().flatMap(NiocSpec::pools).isEmpty()) {
      problems.add(
          new Problem("exclusive", "it needs `hosts`, `lacp`, `private_vlans` or `nioc.pools`"));
    }
    return problems;
  }

  private static void mixed(SwitchSpec spec, List<Problem> problems) {
    if (spec.hosts().orElse(Map.of()).values().stream().anyMatch(Map::isEmpty)) {
      problems.add(
          new Problem(
              "hosts",
              "each host of a distributed switch says which NIC is on which uplink:"
                  + " {uplink1: vmnic2}, or none; a standard switch has a list of hosts"));
    }
    if (spec.security().isPresent() || spec.teaming().isPresent() || spec.shaping().isPresent()) {
      problems.add(
          new Problem(
              "",
              "`security`, `teaming` and `shaping` are for a standard switch, with a list of"
                  + " `hosts` or a `cluster`; the port groups of a distributed one have them"));
    }
  }

  private static void uplinks(SwitchSpec spec, List<Problem> problems) {
    Optional<List<String>> names = spec.uplinkNames();
    names
        .filter(all -> all.isEmpty() || new HashSet<>(all).size() < all.size())
        .ifPresent(
            all -> problems.add(new Problem("uplinks", "each uplink needs a name of its own")));
    spec.hosts()
        .orElse(Map.of())
        .forEach(
            (host, nics) -> {
              List<String> used =
                  nics.values().stream().filter(nic -> !nic.equals(Member.NONE)).toList();
              if (new HashSet<>(used).size() < used.size()) {
                problems.add(new Problem("hosts." + host, "a NIC is on one uplink only"));
              }
              nics.keySet().stream()
                  .filter(uplink -> names.isPresent() && !names.get().contains(uplink))
                  .filter(uplink -> !isOfGroup(uplink, spec))
                  .forEach(
                      uplink ->
                          problems.add(
                              new Problem(
                                  "hosts." + host,
                                  "`" + uplink + "` is none of the switch's `uplinks`")));
            });
  }

  /** Whether it is a port of an aggregation group, {@code lag1-0}. */
  private static boolean isOfGroup(String uplink, SwitchSpec spec) {
    return spec.lacp().orElse(Map.of()).keySet().stream()
        .anyMatch(group -> uplink.matches(Pattern.quote(group) + "-[0-9]+"));
  }

  private static void nioc(SwitchSpec spec, List<Problem> problems) {
    spec.nioc()
        .flatMap(NiocSpec::version)
        .filter(version -> version != 2 && version != 3)
        .ifPresent(version -> problems.add(new Problem("nioc.version", "it must be 2 or 3")));
    spec.nioc()
        .flatMap(NiocSpec::traffic)
        .orElse(Map.of())
        .forEach(
            (name, traffic) -> {
              String field = "nioc.traffic." + name;
              check(field + ".shares", traffic.shares(), Shares::parse, problems);
              check(field + ".limit", traffic.limit(), NiocRows::limit, problems);
            });
    Map<String, PoolSpec> pools = spec.nioc().flatMap(NiocSpec::pools).orElse(Map.of());
    if (!pools.isEmpty()
        && spec.nioc().flatMap(NiocSpec::version).filter(v -> v == 2).isPresent()) {
      problems.add(
          new Problem("nioc.pools", "only version 3 of Network I/O Control has these pools"));
    }
    pools.forEach(
        (name, pool) -> {
          String field = "nioc.pools." + name;
          if (name.equals(NO_POOL)) {
            problems.add(
                new Problem(field, "`none` means no pool in a port group; take another name"));
          }
          pool.reservation()
              .filter(mbits -> mbits < 0)
              .ifPresent(
                  mbits ->
                      problems.add(
                          new Problem(
                              field + ".reservation", "`reservation` is a number of Mbit/s")));
        });
  }

  private static void check(
      String field, Optional<String> text, Consumer<String> parse, List<Problem> problems) {
    try {
      text.ifPresent(parse);
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(field, "`" + field + "` " + e.getMessage()));
    }
  }

  private static void privateVlans(
      Map<String, Map<String, PrivateVlan>> declared, List<Problem> problems) {
    declared.forEach(
        (primary, secondaries) -> {
          String field = "private_vlans." + primary;
          if (!isVlan(primary)) {
            problems.add(new Problem(field, "`" + primary + "` is no VLAN from 1 to 4094"));
          }
          secondaries.forEach(
              (secondary, type) -> {
                if (!isVlan(secondary)) {
                  problems.add(new Problem(field, "`" + secondary + "` is no VLAN from 1 to 4094"));
                } else if (secondary.equals(primary) || type == PrivateVlan.PROMISCUOUS) {
                  problems.add(
                      new Problem(
                          field, "leave out the promiscuous one: it comes with the primary VLAN"));
                }
              });
        });
  }

  private static boolean isVlan(String text) {
    return text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= LARGEST_VLAN;
  }

  /**
   * What a change does to this switch: one without members cuts nobody off, and a switch never goes
   * back to an older version.
   */
  static Change judged(Change change, SwitchState seen) {
    if (change.effect() != Effect.CUTS_NETWORK) {
      return change;
    }
    if (change.field().equals("version")
        && !change.before().equals(Change.ABSENT)
        && !new ApiVersion(change.after()).isAtLeast(change.before())) {
      return change.with(Effect.REFUSED, "a switch cannot go back to an older version");
    }
    return seen.members().isEmpty() ? change.with(Effect.IN_PLACE, "") : change;
  }
}
