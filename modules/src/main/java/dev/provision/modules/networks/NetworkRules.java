package dev.provision.modules.networks;

import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.CustomValues;
import dev.provision.vsphere.kind.VsphereTags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mistakes in the declaration of a network that show without the server and other declarations. */
final class NetworkRules {
  private static final String STANDARD = "standard port group";

  private NetworkRules() {}

  static List<Problem> problems(NetworkSpec spec) {
    List<Problem> problems = new ArrayList<>();
    if (spec.isExisting()) {
      if (spec.portGroup().isEmpty()) {
        problems.add(
            new Problem(
                "", "name an existing `port_group`, or the `switch` that a port group is made on"));
      }
      onlyWithSwitch("vlan", spec.vlan(), problems);
      onlyWithSwitch("security", spec.security(), problems);
      onlyWithSwitch("teaming", spec.teaming(), problems);
      onlyWithSwitch("shaping", spec.shaping(), problems);
      onlyWithSwitch("in_shaping", spec.inShaping(), problems);
      onlyWithSwitch("binding", spec.binding(), problems);
      onlyWithSwitch("ports", spec.ports(), problems);
      onlyWithSwitch("elastic", spec.elastic(), problems);
      onlyWithSwitch("block", spec.block(), problems);
      onlyWithSwitch("netflow", spec.netflow(), problems);
      onlyWithSwitch(NetworkPools.FIELD, spec.resourcePool(), problems);
      onlyWithSwitch("mac_learning", spec.macLearning(), problems);
      onlyWithSwitch("port_overrides", spec.portOverrides(), problems);
      onlyWithSwitch("description", spec.description(), problems);
      onlyWithSwitch("hosts", spec.hosts(), problems);
      onlyWithSwitch("cluster", spec.cluster(), problems);
      onlyWithSwitch(CustomValues.FIELD, spec.values(), problems);
      onlyWithSwitch(VsphereTags.FIELD, spec.vsphereTags(), problems);
      return problems;
    }
    if (spec.hosts().isPresent() && spec.cluster().isPresent()) {
      problems.add(new Problem("cluster", "name `hosts` or a `cluster`, not both"));
    }
    if (spec.portGroup().filter(PlaceName::isPath).isPresent()) {
      problems.add(new Problem("port_group", "a port group that is made has a name, and no path"));
    }
    try {
      spec.vlan().ifPresent(DvsVlan::parse);
    } catch (IllegalArgumentException e) {
      problems.add(new Problem("vlan", e.getMessage()));
    }
    spec.teaming().ifPresent(all -> problems.addAll(all.problems(STANDARD, true, true)));
    spec.shaping().ifPresent(all -> problems.addAll(all.problems("shaping", STANDARD, true)));
    spec.inShaping().ifPresent(all -> problems.addAll(all.problems("in_shaping", STANDARD, true)));
    spec.macLearning()
        .flatMap(MacLearningSpec::limit)
        .filter(limit -> limit < 0 || limit > 4096)
        .ifPresent(
            limit -> problems.add(new Problem("mac_learning.limit", "`limit` must be 0 to 4096")));
    spec.ports()
        .filter(ports -> ports < 0)
        .ifPresent(ports -> problems.add(new Problem("ports", "`ports` is a number of ports")));
    return problems;
  }

  /** What only a distributed port group has, for one that turns out to be on standard switches. */
  static List<Problem> onStandard(NetworkSpec spec) {
    List<Problem> problems = new ArrayList<>();
    try {
      spec.vlanId();
    } catch (IllegalArgumentException e) {
      problems.add(new Problem("vlan", e.getMessage()));
    }
    spec.teaming().ifPresent(all -> problems.addAll(all.problems(STANDARD, true, false)));
    Map<String, Optional<?>> others = new LinkedHashMap<>();
    others.put("in_shaping", spec.inShaping());
    others.put("binding", spec.binding());
    others.put("ports", spec.ports());
    others.put("elastic", spec.elastic());
    others.put("block", spec.block());
    others.put("netflow", spec.netflow());
    others.put(NetworkPools.FIELD, spec.resourcePool());
    others.put("mac_learning", spec.macLearning());
    others.put("port_overrides", spec.portOverrides());
    others.put("description", spec.description());
    others.put(CustomValues.FIELD, spec.values());
    others.put(VsphereTags.FIELD, spec.vsphereTags());
    others.forEach(
        (field, value) ->
            value.ifPresent(
                v ->
                    problems.add(
                        new Problem(
                            field,
                            "`" + field + "` is for a port group of a distributed switch"))));
    return problems;
  }

  /** What only a standard port group has. */
  static List<Problem> onDistributed(NetworkSpec spec) {
    List<Problem> problems = new ArrayList<>();
    String why =
        "a port group of a distributed switch is on the hosts of that switch; leave this out";
    spec.hosts().ifPresent(hosts -> problems.add(new Problem("hosts", why)));
    spec.cluster().ifPresent(cluster -> problems.add(new Problem("cluster", why)));
    return problems;
  }

  private static void onlyWithSwitch(String field, Optional<?> value, List<Problem> problems) {
    if (value.isPresent()) {
      problems.add(
          new Problem(
              field,
              "`"
                  + field
                  + "` is for a port group that is made: add the `switch` it is made on, or leave"
                  + " it out"));
    }
  }
}
