package dev.provision.modules.servergroups;

import com.vmware.vim25.ClusterAffinityRuleSpec;
import com.vmware.vim25.ClusterAntiAffinityRuleSpec;
import com.vmware.vim25.ClusterRuleInfo;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.exported.ServerGroup.Policy;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A rule of ours in a cluster (vSphere API, ClusterAffinityRuleSpec and
 * ClusterAntiAffinityRuleSpec). Its name says who owns it, because rules carry no other mark; names
 * are unique in a cluster.
 *
 * @param policy the policy that it enforces
 * @param vms the VMs in the rule, whether they still exist or not
 */
record Rule(
    int key,
    String name,
    String uuid,
    Policy policy,
    boolean enabled,
    Set<ManagedObjectReference> vms) {
  private static final String OURS = "provision:";

  /**
   * The name of a group's rule. An environment's name has no colon, so the rules of two
   * environments never have the same name.
   */
  static String name(EnvironmentId environment, Address group) {
    return OURS + environment + ":" + group.name();
  }

  /** The group that a rule's name contains; empty when the rule is not this environment's. */
  static Optional<String> group(EnvironmentId environment, String name) {
    String ours = OURS + environment + ":";
    return name != null && name.startsWith(ours) && name.length() > ours.length()
        ? Optional.of(name.substring(ours.length()))
        : Optional.empty();
  }

  /** Reads an affinity or anti-affinity rule; empty for another type of rule. */
  static Optional<Rule> of(ClusterRuleInfo info) {
    if (info instanceof ClusterAffinityRuleSpec together) {
      return Optional.of(of(info, true, together.getVm()));
    }
    return info instanceof ClusterAntiAffinityRuleSpec apart
        ? Optional.of(of(info, false, apart.getVm()))
        : Optional.empty();
  }

  private static Rule of(ClusterRuleInfo info, boolean together, ManagedObjectReference[] vms) {
    return new Rule(
        info.getKey() == null ? 0 : info.getKey(),
        info.getName(),
        info.getRuleUuid() == null ? "" : info.getRuleUuid(),
        policy(together, Boolean.TRUE.equals(info.getMandatory())),
        !Boolean.FALSE.equals(info.getEnabled()),
        vms == null ? Set.of() : new LinkedHashSet<>(Arrays.asList(vms)));
  }

  private static Policy policy(boolean together, boolean mandatory) {
    if (together) {
      return mandatory ? Policy.AFFINITY : Policy.SOFT_AFFINITY;
    }
    return mandatory ? Policy.ANTI_AFFINITY : Policy.SOFT_ANTI_AFFINITY;
  }

  /**
   * The rule to send: complete, because an edit that omits a field may unset it.
   *
   * @param edited the existing rule; empty for a new one
   */
  static ClusterRuleInfo info(
      String name, Policy policy, Collection<ManagedObjectReference> vms, Optional<Rule> edited) {
    ManagedObjectReference[] all = vms.toArray(ManagedObjectReference[]::new);
    ClusterRuleInfo info;
    if (policy.isTogether()) {
      ClusterAffinityRuleSpec together = new ClusterAffinityRuleSpec();
      together.setVm(all);
      info = together;
    } else {
      ClusterAntiAffinityRuleSpec apart = new ClusterAntiAffinityRuleSpec();
      apart.setVm(all);
      info = apart;
    }
    info.setName(name);
    info.setEnabled(true);
    // a mandatory rule blocks a power-on or migration that would break it; a soft rule does not
    info.setMandatory(policy.isHard());
    edited.ifPresent(
        rule -> {
          info.setKey(rule.key());
          if (!rule.uuid().isEmpty()) {
            info.setRuleUuid(rule.uuid());
          }
        });
    return info;
  }
}
