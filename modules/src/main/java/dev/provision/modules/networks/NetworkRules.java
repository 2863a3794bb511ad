package dev.provision.modules.networks;

import dev.provision.spi.Problem;
import dev.provision.vsphere.inventory.PlaceName;
import java.util.ArrayList;
import java.util.List;
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
      onlyWithSwitch("hosts", spec.hosts(), problems);
      onlyWithSwitch("cluster", spec.cluster(), problems);
      return problems;
    }
    if (spec.hosts().isPresent() && spec.cluster().isPresent()) {
      problems.add(new Problem("cluster", "name `hosts` or a `cluster`, not both"));
    }
    if (spec.portGroup().filter(PlaceName::isPath).isPresent()) {
      problems.add(new Problem("port_group", "a port group that is made has a name, and no path"));
    }
    try {
      spec.vlanId();
    } catch (IllegalArgumentException e) {
      problems.add(new Problem("vlan", e.getMessage()));
    }
    spec.teaming().ifPresent(all -> problems.addAll(all.problems(STANDARD, true, false)));
    spec.shaping().ifPresent(all -> problems.addAll(all.problems("shaping", STANDARD, true)));
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
