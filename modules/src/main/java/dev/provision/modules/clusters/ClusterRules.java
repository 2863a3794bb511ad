package dev.provision.modules.clusters;

import dev.provision.modules.clusters.declaration.ClusterSpec;
import dev.provision.modules.clusters.declaration.DrsSpec;
import dev.provision.modules.clusters.declaration.HaOverrideSpec;
import dev.provision.modules.clusters.declaration.HaSpec;
import dev.provision.modules.clusters.declaration.RuleSpec;
import dev.provision.modules.clusters.settings.AdmissionRows;
import dev.provision.modules.clusters.settings.EvcRows;
import dev.provision.spi.Declaration;
import dev.provision.spi.Observation;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.places.DrsCluster;
import dev.provision.vsphere.places.EvcModes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mistakes in a declaration: those that show without the cluster, and hosts that are not in it. */
final class ClusterRules {
  /** The names of the rules of server groups begin with this. */
  static final String OURS = "provision:";

  private ClusterRules() {}

  static List<Problem> problems(Declaration<ClusterSpec> declaration) {
    ClusterSpec spec = declaration.spec();
    List<Problem> problems = new ArrayList<>();
    if (declaration.common().absent() && !spec.isMade()) {
      problems.add(
          new Problem(
              "state",
              "a cluster without `folder` and settings is only looked up; drop its rules and"
                  + " groups, and prune, to take those off"));
    }
    settings(spec, problems);
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

  private static void settings(ClusterSpec spec, List<Problem> problems) {
    if (spec.folder().isPresent() && spec.path().filter(PlaceName::isPath).isPresent()) {
      problems.add(new Problem("path", "`folder` says where it is; give its name only"));
    }
    spec.vsan()
        .filter(vsan -> vsan.esa().equals(Optional.of(true)))
        .filter(vsan -> !vsan.enabled().equals(Optional.of(true)))
        .ifPresent(
            vsan ->
                problems.add(
                    new Problem(
                        "vsan.esa", "say `enabled: true` beside it: without vSAN there is none")));
    spec.drs()
        .flatMap(DrsSpec::migrationThreshold)
        .ifPresent(rating -> requireRating("drs.migration_threshold", rating, problems));
    spec.dpm()
        .flatMap(ClusterSpec.DpmSpec::threshold)
        .ifPresent(rating -> requireRating("dpm.threshold", rating, problems));
    spec.ha()
        .flatMap(HaSpec::admissionControl)
        .map(AdmissionRows::problems)
        .ifPresent(problems::addAll);
    spec.ha()
        .flatMap(HaSpec::heartbeatDatastores)
        .filter(List::isEmpty)
        .ifPresent(
            none ->
                problems.add(
                    new Problem(
                        "ha.heartbeat_datastores",
                        "an empty list cannot be sent; write `heartbeat_policy: any`")));
    spec.ha()
        .flatMap(HaSpec::pdl)
        .filter(HaSpec.StorageReaction.RESTART_CONSERVATIVE::equals)
        .ifPresent(
            pdl ->
                problems.add(
                    new Problem(
                        "ha.pdl",
                        "storage that is gone does not come back; write"
                            + " restart-aggressive, warning or disabled")));
    spec.haOverrides()
        .orElse(Map.of())
        .forEach(
            (vm, own) ->
                own.pdl()
                    .filter(HaOverrideSpec.Reaction.RESTART_CONSERVATIVE::equals)
                    .ifPresent(
                        pdl ->
                            problems.add(
                                new Problem(
                                    "ha.vm_overrides." + vm.name() + ".pdl",
                                    "storage that is gone does not come back; write"
                                        + " restart-aggressive, warning or disabled"))));
    spec.proactiveHa()
        .filter(
            ha ->
                ha.moderate().equals(Optional.of(ClusterSpec.Remedy.MAINTENANCE))
                    && ha.severe().equals(Optional.of(ClusterSpec.Remedy.QUARANTINE)))
        .ifPresent(
            ha ->
                problems.add(
                    new Problem(
                        "proactive_ha.severe",
                        "a server refuses quarantine for what is severe, and maintenance for what"
                            + " is moderate")));
  }

  private static void requireRating(String field, int rating, List<Problem> problems) {
    if (rating < 1 || rating > 5) {
      problems.add(
          new Problem(
              field, "`" + field + "` goes from 1, conservative, to 5, aggressive; not " + rating));
    }
  }

  private static void rule(ClusterSpec spec, RuleSpec rule, String at, List<Problem> problems) {
    requireInstances(rule.apart(), at + ".apart", problems);
    requireInstances(rule.together(), at + ".together", problems);
    if (rule.start().isPresent() || rule.after().isPresent()) {
      if (rule.start().isEmpty() || rule.after().isEmpty()) {
        problems.add(
            new Problem(at, "name the group to `start`, and the one `after` which it starts"));
      } else if (rule.start().equals(rule.after())) {
        problems.add(new Problem(at, "a group cannot start after itself"));
      }
      requireGroup(rule.start(), spec.allVmGroups(), at + ".start", "vm_groups", problems);
      requireGroup(rule.after(), spec.allVmGroups(), at + ".after", "vm_groups", problems);
    }
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

  /** Whether a cluster can have its EVC mode, with the hosts that are in it. */
  static List<Problem> evc(ClusterSpec spec, Observation<ClusterState> seen, Inventory read) {
    Optional<EvcModes> modes = EvcModes.of(read);
    return modes
        .flatMap(all -> spec.evc().filter(EvcRows::isMode).flatMap(all::refusal))
        .or(
            () ->
                modes.flatMap(
                    all -> seen.there().flatMap(state -> all.refusal(state.cluster().ref()))))
        .map(why -> List.of(new Problem(EvcRows.FIELD, why)))
        .orElse(List.of());
  }
}
