package dev.provision.modules.clusters;

import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.schema.Refers;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.PlaceName;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.HasActivities;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One entry of {@code clusters}. */
@Doc("A cluster that exists, and rules and groups in it.")
public record ClusterSpec(
    @Doc("The cluster by name or inventory path; the entry's name when left out.")
        Optional<PlaceName> path,
    @Doc("Groups of instances, by name; other VMs in such a group stay in it.")
        @Refers(value = "instances", order = Reference.Order.USES_EACH)
        Optional<Map<String, List<Ref>>> vmGroups,
    @Doc("Groups of the cluster's hosts, by name.")
        Optional<Map<String, List<PlaceName>>> hostGroups,
    @Doc("DRS rules, by name; other rules of the cluster are left alone.")
        Optional<Map<String, RuleSpec>> rules)
    implements HasActivities {
  Map<String, RuleSpec> allRules() {
    return rules.orElse(Map.of());
  }

  Map<String, List<Ref>> allVmGroups() {
    return vmGroups.orElse(Map.of());
  }

  Map<String, List<PlaceName>> allHostGroups() {
    return hostGroups.orElse(Map.of());
  }

  @Override
  public Set<Activity> activities(VcenterSpec connection) {
    return allRules().isEmpty() && allVmGroups().isEmpty() && allHostGroups().isEmpty()
        ? Set.of()
        : Activities.set(Activities.SERVER_GROUPS, Activities.JOURNAL);
  }
}
