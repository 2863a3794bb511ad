package dev.provision.modules.clusters;

import com.vmware.vim25.ClusterAffinityRuleSpec;
import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.clusters.WantedRule.Sort;
import dev.provision.vsphere.newer.ClusterDependencyRuleInfo;

/**
 * The API's spec of a rule while it is filled in. Its class depends on the sort, so the sort is set
 * first. An edit sends the complete rule, because a field that is left out may be unset.
 */
final class RuleDraft {
  private ClusterRuleInfo info;

  /** An existing rule, to be edited. */
  static RuleDraft of(ClusterRuleInfo seen) {
    RuleDraft draft = new RuleDraft();
    draft.put(sort(seen));
    draft.info.setName(seen.getName());
    draft.info.setKey(seen.getKey());
    draft.info.setRuleUuid(seen.getRuleUuid());
    draft.info.setEnabled(seen.getEnabled());
    draft.info.setMandatory(seen.getMandatory());
    if (draft.info instanceof ClusterVmHostRuleInfo hosts) {
      ClusterVmHostRuleInfo old = (ClusterVmHostRuleInfo) seen;
      hosts.setVmGroupName(old.getVmGroupName());
      hosts.setAffineHostGroupName(old.getAffineHostGroupName());
      hosts.setAntiAffineHostGroupName(old.getAntiAffineHostGroupName());
    } else if (draft.info instanceof ClusterDependencyRuleInfo order) {
      ClusterDependencyRuleInfo old = (ClusterDependencyRuleInfo) seen;
      order.vmGroup = old.vmGroup;
      order.dependsOnVmGroup = old.dependsOnVmGroup;
    } else {
      draft.members(vms(seen));
    }
    return draft;
  }

  /** The sort of a rule. */
  static Sort sort(ClusterRuleInfo rule) {
    if (rule instanceof ClusterVmHostRuleInfo) {
      return Sort.ON_HOSTS;
    }
    if (rule instanceof ClusterDependencyRuleInfo) {
      return Sort.AFTER;
    }
    if (rule instanceof ClusterAffinityRuleSpec) {
      return Sort.TOGETHER;
    }
    return rule instanceof ClusterAntiAffinityRuleSpec ? Sort.APART : Sort.OTHER;
  }

  static ManagedObjectReference[] vms(ClusterRuleInfo rule) {
    if (rule instanceof ClusterAffinityRuleSpec together) {
      return together.getVm();
    }
    return rule instanceof ClusterAntiAffinityRuleSpec apart ? apart.getVm() : null;
  }

  void put(Sort sort) {
    info =
        switch (sort) {
          case ON_HOSTS -> new ClusterVmHostRuleInfo();
          case TOGETHER -> new ClusterAffinityRuleSpec();
          case AFTER -> new ClusterDependencyRuleInfo();
          case APART -> new ClusterAntiAffinityRuleSpec();
          case OTHER -> throw new IllegalStateException("no playbook declares such a rule");
        };
    info.setMandatory(false);
  }

  void members(ManagedObjectReference[] vms) {
    if (info instanceof ClusterAffinityRuleSpec together) {
      together.setVm(vms);
    } else {
      ((ClusterAntiAffinityRuleSpec) info).setVm(vms);
    }
  }

  ClusterRuleInfo info() {
    return info;
  }

  ClusterDependencyRuleInfo order() {
    return (ClusterDependencyRuleInfo) info;
  }

  ClusterVmHostRuleInfo hosts() {
    return (ClusterVmHostRuleInfo) info;
  }
}
