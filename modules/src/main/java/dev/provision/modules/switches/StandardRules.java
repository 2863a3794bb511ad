package dev.provision.modules.switches;

import dev.provision.spi.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mistakes in the declaration of a standard switch that show without the server. */
final class StandardRules {
  private static final String WHAT = "standard switch";
  private static final int LONGEST = 31;

  private StandardRules() {}

  static List<Problem> problems(String name, SwitchSpec spec) {
    List<Problem> problems = new ArrayList<>();
    if (name.length() > LONGEST) {
      problems.add(new Problem("", "the name of a standard switch has 31 characters at most"));
    }
    distributed(spec)
        .forEach(
            (field, value) -> {
              if (value.isPresent()) {
                problems.add(new Problem(field, "`" + field + "` is for a distributed switch"));
              }
            });
    if (spec.existing()) {
      problems.add(new Problem("existing", "a standard switch is on hosts, and never looked up"));
    }
    if (!spec.customAttributes().isEmpty()) {
      problems.add(
          new Problem("custom_attributes", "a standard switch cannot have custom attributes"));
    }
    if (spec.vsphereTags().isPresent()) {
      problems.add(new Problem("vsphere_tags", "a standard switch cannot have tags"));
    }
    spec.mtu()
        .filter(mtu -> mtu < 1280 || mtu > 9000)
        .ifPresent(mtu -> problems.add(new Problem("mtu", "`mtu` must be 1280 to 9000")));
    uplinks(spec, problems);
    spec.discovery()
        .flatMap(DiscoverySpec::protocol)
        .filter(DiscoverySpec.Protocol.LLDP::equals)
        .ifPresent(
            lldp ->
                problems.add(new Problem("discovery.protocol", "a standard switch has cdp only")));
    spec.teaming().ifPresent(all -> problems.addAll(all.problems(WHAT, false, false)));
    spec.shaping().ifPresent(all -> problems.addAll(all.problems("shaping", WHAT, false)));
    return problems;
  }

  private static Map<String, Optional<?>> distributed(SwitchSpec spec) {
    Map<String, Optional<?>> fields = new LinkedHashMap<>();
    fields.put("folder", spec.folder());
    fields.put("version", spec.version());
    fields.put("multicast", spec.multicast());
    fields.put("contact", spec.contact());
    fields.put("description", spec.description());
    fields.put("nioc", spec.nioc());
    fields.put("lacp", spec.lacp());
    fields.put("health_check", spec.healthCheck());
    fields.put("private_vlans", spec.privateVlans());
    fields.put("path", spec.path());
    return fields;
  }

  private static void uplinks(SwitchSpec spec, List<Problem> problems) {
    if (spec.uplinks().isEmpty()) {
      return;
    }
    List<String> nics = spec.uplinks().get();
    if (new HashSet<>(nics).size() < nics.size()) {
      problems.add(new Problem("uplinks", "a NIC is named once"));
    }
    if (nics.isEmpty() && spec.discovery().isPresent()) {
      problems.add(new Problem("discovery", "a switch without uplinks finds no neighbours"));
    }
    for (String nic : spec.teaming().map(all -> all.uplinks()).orElse(List.of())) {
      if (!nics.contains(nic)) {
        problems.add(new Problem("teaming", "`" + nic + "` is none of the switch's `uplinks`"));
      }
    }
  }
}
