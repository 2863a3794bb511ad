package dev.provision.simulator.compute;

import com.vmware.vim25.ArrayUpdateOperation;
import com.vmware.vim25.ClusterAffinityRuleSpec;
import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ClusterConfigSpecEx;
import com.vmware.vim25.ClusterGroupInfo;
import com.vmware.vim25.ClusterGroupSpec;
import com.vmware.vim25.ClusterHostGroup;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ClusterRuleSpec;
import com.vmware.vim25.ClusterVmGroup;
import com.vmware.vim25.ClusterVmHostRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.VmState;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.newer.ClusterDependencyRuleInfo;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@code ClusterConfigSpecEx} changes of a cluster's groups and rules. Groups come first, so
 * that one call can make a group and the rule that names it. Keys of rules are the server's.
 */
final class ClusterEdits {
  private static final String RULES = "spec.rulesSpec";
  private static final String GROUPS = "spec.groupSpec";

  private final World world;
  private final Managed cluster;
  private final List<ClusterRuleInfo> rules;
  private final List<ClusterGroupInfo> groups;

  ClusterEdits(World world, Managed cluster, ClusterConfigInfoEx config) {
    this.world = world;
    this.cluster = cluster;
    this.rules = new ArrayList<>(config.rule == null ? List.of() : List.of(config.rule));
    this.groups = new ArrayList<>(config.group == null ? List.of() : List.of(config.group));
  }

  /**
   * @param config a copy that is changed
   */
  void apply(ClusterConfigSpecEx spec, ClusterConfigInfoEx config) throws VimFault {
    for (ClusterGroupSpec each :
        spec.groupSpec == null ? new ClusterGroupSpec[0] : spec.groupSpec) {
      group(each);
    }
    for (ClusterRuleSpec each : spec.rulesSpec == null ? new ClusterRuleSpec[0] : spec.rulesSpec) {
      rule(each);
    }
    config.group = groups.isEmpty() ? null : groups.toArray(new ClusterGroupInfo[0]);
    config.rule = rules.isEmpty() ? null : rules.toArray(new ClusterRuleInfo[0]);
  }

  private void group(ClusterGroupSpec spec) throws VimFault {
    boolean remove = spec.operation == ArrayUpdateOperation.remove;
    String name = remove ? String.valueOf(spec.removeKey) : spec.info.name;
    int at = 0;
    while (at < groups.size() && !groups.get(at).name.equals(name)) {
      at++;
    }
    boolean there = at < groups.size();
    if (spec.operation == ArrayUpdateOperation.add) {
      if (there) {
        throw Refuse.duplicate(name, null);
      }
      demandName(name);
      spec.info.userCreated = true;
      groups.add(members(spec.info));
    } else if (!there) {
      throw Refuse.argument(GROUPS, "there is no group `" + name + "`");
    } else if (remove) {
      demandUnused(name);
      groups.remove(at);
    } else {
      spec.info.userCreated = groups.get(at).userCreated;
      groups.set(at, members(spec.info));
    }
  }

  private void demandUnused(String group) throws VimFault {
    for (ClusterRuleInfo each : rules) {
      boolean used =
          each instanceof ClusterVmHostRuleInfo hosts
                  && List.of(
                          String.valueOf(hosts.vmGroupName),
                          String.valueOf(hosts.affineHostGroupName),
                          String.valueOf(hosts.antiAffineHostGroupName))
                      .contains(group)
              || each instanceof ClusterDependencyRuleInfo order
                  && (group.equals(order.vmGroup) || group.equals(order.dependsOnVmGroup));
      if (used) {
        throw Refuse.argument(GROUPS, "rule `" + each.name + "` names the group `" + group + "`");
      }
    }
  }

  /** Of two rules that conflict, a server keeps the older one and switches the newer one off. */
  private void keepOlder(ClusterRuleInfo newer) {
    for (ClusterRuleInfo each : rules) {
      boolean opposed =
          each instanceof ClusterAffinityRuleSpec && newer instanceof ClusterAntiAffinityRuleSpec
              || each instanceof ClusterAntiAffinityRuleSpec
                  && newer instanceof ClusterAffinityRuleSpec;
      if (opposed && Boolean.TRUE.equals(each.enabled) && !each.key.equals(newer.key)) {
        long both =
            ClusterRules.vms(each).stream()
                .filter(vm -> ClusterRules.vms(newer).stream().anyMatch(o -> Values.isSame(o, vm)))
                .count();
        newer.enabled = both < 2 && newer.enabled;
      }
    }
  }

  private static void demandName(String name) throws VimFault {
    if (name == null || name.isBlank()) {
      throw Refuse.name(String.valueOf(name));
    }
  }

  /** A group whose members are the cluster's. */
  private ClusterGroupInfo members(ClusterGroupInfo group) throws VimFault {
    if (group instanceof ClusterVmGroup vms) {
      demandVms(GROUPS, vms.vm);
    } else if (group instanceof ClusterHostGroup hosts) {
      for (ManagedObjectReference ref :
          hosts.host == null ? new ManagedObjectReference[0] : hosts.host) {
        if (!Values.isSame(Invocation.find(world, ref).parent(), cluster.ref())) {
          throw Refuse.argument(GROUPS, "`" + ref.val + "` is no host of the cluster");
        }
      }
    }
    return group;
  }

  private void demandVms(String where, ManagedObjectReference[] vms) throws VimFault {
    for (ManagedObjectReference ref : vms == null ? new ManagedObjectReference[0] : vms) {
      Managed host = world.need(VmState.host(Invocation.find(world, ref)));
      if (!Values.isSame(host.parent(), cluster.ref())) {
        throw Refuse.argument(where, "`" + ref.val + "` is no virtual machine of the cluster");
      }
    }
  }

  private void rule(ClusterRuleSpec spec) throws VimFault {
    if (spec.operation == ArrayUpdateOperation.add) {
      demandName(spec.info.name);
      demandFree(spec.info, null);
      demandMembers(spec.info);
      spec.info.key = (int) world.nextId();
      spec.info.ruleUuid = world.uuid();
      spec.info.userCreated = true;
      spec.info.inCompliance = true;
      spec.info.enabled = spec.info.enabled == null || spec.info.enabled;
      keepOlder(spec.info);
      rules.add(spec.info);
      return;
    }
    boolean remove = spec.operation == ArrayUpdateOperation.remove;
    Object key = remove ? spec.removeKey : spec.info.key;
    ClusterRuleInfo old = null;
    for (ClusterRuleInfo each : rules) {
      old = each.key.equals(key) ? each : old;
    }
    if (old == null) {
      throw Refuse.argument(RULES, "there is no rule " + key);
    }
    if (remove) {
      rules.remove(old);
      return;
    }
    if (spec.info.getClass() != old.getClass()) {
      throw Refuse.argument(RULES, "a rule cannot become one of another type");
    }
    ClusterRuleInfo edited = Values.copy(old);
    Values.overlay(spec.info, edited);
    demandFree(edited, old);
    demandMembers(edited);
    keepOlder(edited);
    rules.set(rules.indexOf(old), edited);
  }

  private void demandFree(ClusterRuleInfo rule, ClusterRuleInfo besides) throws VimFault {
    for (ClusterRuleInfo each : rules) {
      if (each != besides && each.name.equals(rule.name)) {
        throw Refuse.duplicate(each.name, null);
      }
    }
  }

  private void demandMembers(ClusterRuleInfo rule) throws VimFault {
    if (rule instanceof ClusterAffinityRuleSpec together) {
      demandVms(RULES, together.vm);
    } else if (rule instanceof ClusterAntiAffinityRuleSpec apart) {
      demandVms(RULES, apart.vm);
    } else if (rule instanceof ClusterVmHostRuleInfo hosts) {
      demandGroup(hosts.vmGroupName, ClusterVmGroup.class);
      if (hosts.affineHostGroupName == null && hosts.antiAffineHostGroupName == null) {
        throw Refuse.argument(RULES, "it names no group of hosts");
      }
      if (hosts.affineHostGroupName != null) {
        demandGroup(hosts.affineHostGroupName, ClusterHostGroup.class);
      }
      if (hosts.antiAffineHostGroupName != null) {
        demandGroup(hosts.antiAffineHostGroupName, ClusterHostGroup.class);
      }
    } else if (rule instanceof ClusterDependencyRuleInfo order) {
      demandGroup(order.vmGroup, ClusterVmGroup.class);
      demandGroup(order.dependsOnVmGroup, ClusterVmGroup.class);
    }
  }

  private void demandGroup(String name, Class<? extends ClusterGroupInfo> type) throws VimFault {
    for (ClusterGroupInfo each : groups) {
      if (each.name.equals(name) && type.isInstance(each)) {
        return;
      }
    }
    throw Refuse.argument(
        RULES,
        "there is no group of "
            + (type == ClusterVmGroup.class ? "virtual machines" : "hosts")
            + " `"
            + name
            + "`");
  }
}
