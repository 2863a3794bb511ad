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
 * What a cluster's rules between VMs and hosts say ({@code ClusterVmHostRuleInfo}). Only those
 * count that are mandatory and enabled, and only where DRS is on. A VM that is new is in no group
 * of VMs, and the language has none to put it in, so it is free; one that is there, or is made
 * again, keeps to the rules that it is under.
 */
record HostRules(DrsCluster cluster) {
  /** What keeps a VM that is there off a host of the cluster; empty when nothing does. */
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
