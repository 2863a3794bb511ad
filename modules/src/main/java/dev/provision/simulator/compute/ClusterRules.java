package dev.provision.simulator.compute;

import com.vmware.vim25.ClusterAffinityRuleSpec;
import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.RuleViolation;
import com.vmware.vim25.VirtualMachinePowerState;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.Arrays;
import java.util.List;

/** What the rules of a cluster with DRS mean for its VMs. */
public final class ClusterRules {
  private ClusterRules() {}

  private static List<ClusterRuleInfo> of(Managed cluster) {
    ClusterConfigInfoEx config = cluster.get("configurationEx", ClusterConfigInfoEx.class);
    return config == null || config.rule == null ? List.of() : List.of(config.rule);
  }

  static List<ManagedObjectReference> vms(ClusterRuleInfo rule) {
    ManagedObjectReference[] vms = null;
    if (rule instanceof ClusterAffinityRuleSpec together) {
      vms = together.vm;
    } else if (rule instanceof ClusterAntiAffinityRuleSpec apart) {
      vms = apart.vm;
    }
    return vms == null ? List.of() : List.of(vms);
  }

  /**
   * Refuses a VM a host that a mandatory rule keeps it from, as {@code ClusterRuleInfo.mandatory}
   * says: others of the rule run elsewhere, or there.
   */
  public static void allow(World world, Managed vm, Managed host) throws VimFault {
    Managed cluster = world.need(host.parent());
    if (!cluster.is("ClusterComputeResource") || !Site.hasDrs(cluster)) {
      return;
    }
    hostRules(vm, host, cluster);
    for (ClusterRuleInfo rule : of(cluster)) {
      boolean counts = Boolean.TRUE.equals(rule.mandatory) && !Boolean.FALSE.equals(rule.enabled);
      if (!counts || vms(rule).stream().noneMatch(each -> Values.isSame(each, vm.ref()))) {
        continue;
      }
      boolean together = rule instanceof ClusterAffinityRuleSpec;
      for (ManagedObjectReference ref : vms(rule)) {
        Managed other = world.get(ref).orElse(vm);
        if (other != vm
            && VmState.power(other) == VirtualMachinePowerState.poweredOn
            && VmState.isAt(other, host) != together) {
          throw violation(rule, vm, host, "virtual machine affinity rule");
        }
      }
    }
  }

  /** Rules between a group of VMs and groups of hosts ({@code ClusterVmHostRuleInfo}). */
  private static void hostRules(Managed vm, Managed host, Managed cluster) throws VimFault {
    ClusterGroupInfo[] groups = cluster.get("configurationEx", ClusterConfigInfoEx.class).group;
    for (ClusterRuleInfo each : of(cluster)) {
      if (!(each instanceof ClusterVmHostRuleInfo rule)
          || !Boolean.TRUE.equals(rule.mandatory)
          || Boolean.FALSE.equals(rule.enabled)
          || !holds(groups, rule.vmGroupName, vm)) {
        continue;
      }
      boolean away =
          rule.affineHostGroupName != null && !holds(groups, rule.affineHostGroupName, host);
      boolean amidst =
          rule.antiAffineHostGroupName != null && holds(groups, rule.antiAffineHostGroupName, host);
      if (away || amidst) {
        throw violation(rule, vm, host, "virtual machine - host affinity rule");
      }
    }
  }

  private static VimFault violation(ClusterRuleInfo rule, Managed vm, Managed host, String what) {
    RuleViolation fault = new RuleViolation();
    fault.host = host.ref();
    fault.rule = rule;
    return Refuse.with(
        fault,
        "Virtual machine '"
            + vm.name()
            + "' on host '"
            + host.name()
            + "' would violate a "
            + what
            + ": "
            + rule.name);
  }

  private static boolean holds(ClusterGroupInfo[] groups, String name, Managed member) {
    for (ClusterGroupInfo group : groups == null ? new ClusterGroupInfo[0] : groups) {
      ManagedObjectReference[] members =
          group instanceof ClusterVmGroup vms
              ? vms.vm
              : group instanceof ClusterHostGroup hosts ? hosts.host : null;
      if (group.name.equals(name) && members != null) {
        return Arrays.stream(members).anyMatch(each -> Values.isSame(each, member.ref()));
      }
    }
    return false;
  }

  /** A VM that is gone is in no rule and no group, and has nothing of its own. */
  public static void forget(World world, Managed vm) {
    for (Managed cluster : world.all("ClusterComputeResource")) {
      ClusterConfigInfoEx old = cluster.get("configurationEx", ClusterConfigInfoEx.class);
      if (old == null) {
        continue;
      }
      ClusterConfigInfoEx config = Values.copy(old);
      for (ClusterRuleInfo rule : config.rule == null ? new ClusterRuleInfo[0] : config.rule) {
        if (rule instanceof ClusterAffinityRuleSpec together) {
          together.vm = without(together.vm, vm);
        } else if (rule instanceof ClusterAntiAffinityRuleSpec apart) {
          apart.vm = without(apart.vm, vm);
        }
      }
      for (ClusterGroupInfo group : config.group == null ? new ClusterGroupInfo[0] : config.group) {
        if (group instanceof ClusterVmGroup vms) {
          vms.vm = without(vms.vm, vm);
        }
      }
      ClusterOverrides.forget(config, vm.ref());
      if (!Values.same(old, config)) {
        world.set(cluster, "configurationEx", config);
      }
    }
  }

  private static ManagedObjectReference[] without(ManagedObjectReference[] vms, Managed vm) {
    return vms == null ? null : Values.without(vms, vm.ref());
  }
}
