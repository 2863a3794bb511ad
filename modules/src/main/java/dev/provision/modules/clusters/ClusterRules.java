package dev.provision.modules.clusters;

import dev.provision.spi.Declaration;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.places.DrsCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mistakes in a declaration: those that show without the cluster, and hosts that are not in it. */
final class ClusterRules {
  /** The names of the rules of server groups begin with this. */
  private static final String OURS = "provision:";

  private ClusterRules() {}

  static List<Problem> problems(Declaration<ClusterSpec> declaration) {
    ClusterSpec spec = declaration.spec();
    List<Problem> problems = new ArrayList<>();
    if (declaration.common().absent()) {
      problems.add(
          new Problem(
              "state",
              "a cluster is only looked up; drop its rules and groups, and prune, to take those"
                  + " off"));
    }
    spec.allRules()
        .forEach(
            (name, rule) -> {
              String at = "rules." + name;
              if (name.startsWith(OURS)) {
                problems.add(
                    new Problem(at, "names that begin with `" + OURS + "` are of server groups"));
              }
              rule(spec, rule, at, problems);
            });
    spec.allHostGroups()
        .keySet()
        .forEach(
            name -> {
              if (spec.allVmGroups().containsKey(name)) {
                problems.add(
                    new Problem(
                        "host_groups." + name,
                        "`"
                            + name
                            + "` is a group of `vm_groups` too, and a cluster has each name"
                            + " once"));
              }
            });
    return problems;
  }

  private static void rule(ClusterSpec spec, RuleSpec rule, String at, List<Problem> problems) {
    requireInstances(rule.apart(), at + ".apart", problems);
    requireInstances(rule.together(), at + ".together", problems);
    if (rule.vms().isEmpty()) {
      if (rule.on().isPresent() || rule.off().isPresent()) {
        problems.add(new Problem(at, "`on` and `off` are of a rule for `vms`"));
      }
      return;
    }
    if (rule.on().isPresent() == rule.off().isPresent()) {
      problems.add(
          new Problem(at, "name the hosts that they run `on`, or `off` which they do not"));
    }
    requireGroup(rule.vms(), spec.allVmGroups(), at + ".vms", "vm_groups", problems);
    requireGroup(rule.on(), spec.allHostGroups(), at + ".on", "host_groups", problems);
    requireGroup(rule.off(), spec.allHostGroups(), at + ".off", "host_groups", problems);
  }

  private static void requireInstances(
      Optional<List<Ref>> members, String at, List<Problem> problems) {
    if (members.isPresent() && members.get().isEmpty()) {
      problems.add(new Problem(at, "a rule needs instances"));
    }
  }

  private static void requireGroup(
      Optional<String> name,
      Map<String, ?> groups,
      String at,
      String section,
      List<Problem> problems) {
    if (name.isPresent() && !groups.containsKey(name.get())) {
      problems.add(
          new Problem(
              at, "there is no group `" + name.get() + "` in `" + section + "` of this cluster"));
    }
  }

  /** Hosts of the declared groups that are not in the cluster. */
  static List<Problem> hosts(ClusterDesired desired, DrsCluster cluster, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    desired
        .spec()
        .allHostGroups()
        .forEach(
            (group, names) -> {
              for (int i = 0; i < names.size(); i++) {
                PlaceName name = names.get(i);
                boolean there =
                    ClusterHosts.of(cluster, read).stream()
                        .anyMatch(host -> ClusterHosts.isNamed(host, name));
                if (!there) {
                  problems.add(
                      new Problem(
                          "host_groups." + group + "." + i,
                          "there is no host `" + name + "` in `" + cluster.path() + "`"));
                }
              }
            });
    return problems;
  }
}
