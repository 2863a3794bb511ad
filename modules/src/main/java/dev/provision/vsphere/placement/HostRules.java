package dev.provision.vsphere.placement;

import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.places.DrsCluster;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The VM-host rules of a cluster ({@code ClusterVmHostRuleInfo}). Only mandatory and enabled rules
 * count, and only when DRS is on. An existing or replaced VM follows the rules that it is under; a
 * new one is in no VM group yet, and follows {@link PlannedRules}.
 */
record HostRules(DrsCluster cluster) {
  /** Why an existing VM may not run on a host of the cluster; empty when it may. */
  Optional<Obstacle> against(ManagedObjectReference vm, String vmName, HostFacts host) {
    if (!cluster.hasDrs()) {
      return Optional.empty();
    }
    return cluster.rules().stream()
        .filter(ClusterVmHostRuleInfo.class::isInstance)
        .map(ClusterVmHostRuleInfo.class::cast)
        .filter(rule -> Boolean.TRUE.equals(rule.getMandatory()))
        .filter(rule -> Boolean.TRUE.equals(rule.getEnabled()))
        .filter(rule -> isOf(rule.getVmGroupName(), vm))
        .filter(rule -> !allows(rule, host.ref()))
        .map(
            rule ->
                new Obstacle(
                    Constraint.GROUP,
                    "is not where rule `" + rule.getName() + "` lets `" + vmName + "` run",
                    "change the rule `" + rule.getName() + "` of " + cluster.path().name()))
        .findFirst();
  }

  private boolean allows(ClusterVmHostRuleInfo rule, ManagedObjectReference host) {
    if (rule.getAffineHostGroupName() != null) {
      return hosts(rule.getAffineHostGroupName()).contains(host);
    }
    return rule.getAntiAffineHostGroupName() == null
        || !hosts(rule.getAntiAffineHostGroupName()).contains(host);
  }

  private boolean isOf(String group, ManagedObjectReference vm) {
    return group(group)
        .filter(ClusterVmGroup.class::isInstance)
        .map(each -> ((ClusterVmGroup) each).getVm())
        .filter(vms -> Arrays.asList(vms).contains(vm))
        .isPresent();
  }

  private List<ManagedObjectReference> hosts(String group) {
    return group(group)
        .filter(ClusterHostGroup.class::isInstance)
        .map(each -> ((ClusterHostGroup) each).getHost())
        .map(List::of)
        .orElse(List.of());
  }

  private Optional<ClusterGroupInfo> group(String name) {
    return cluster.groups().stream().filter(each -> each.getName().equals(name)).findFirst();
  }
}
