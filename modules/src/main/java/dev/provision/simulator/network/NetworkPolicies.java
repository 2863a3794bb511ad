package dev.provision.simulator.network;

import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostNetworkSecurityPolicy;
import com.vmware.vim25.HostNetworkTrafficShapingPolicy;
import com.vmware.vim25.HostNicFailureCriteria;
import com.vmware.vim25.HostNicOrderPolicy;
import com.vmware.vim25.HostNicTeamingPolicy;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The policies of standard switches and their port groups ({@code HostNetworkPolicy}). */
final class NetworkPolicies {
  private static final Set<String> TEAMING =
      Set.of("loadbalance_srcid", "loadbalance_ip", "loadbalance_srcmac", "failover_explicit");

  private NetworkPolicies() {}

  /**
   * What a port group leaves out is as its switch has it ({@code HostPortGroup.computedPolicy}).
   */
  static HostNetworkPolicy computed(HostNetworkPolicy above, HostNetworkPolicy own) {
    HostNetworkPolicy policy = Values.copy(above);
    if (own.security != null) {
      Values.overlay(own.security, policy.security);
    }
    if (own.shapingPolicy != null) {
      Values.overlay(own.shapingPolicy, policy.shapingPolicy);
    }
    if (own.nicTeaming != null) {
      HostNicFailureCriteria criteria = policy.nicTeaming.failureCriteria;
      Values.overlay(own.nicTeaming, policy.nicTeaming);
      policy.nicTeaming.failureCriteria = criteria;
      if (own.nicTeaming.failureCriteria != null) {
        Values.overlay(own.nicTeaming.failureCriteria, criteria);
      }
    }
    policy.offloadPolicy = own.offloadPolicy == null ? policy.offloadPolicy : own.offloadPolicy;
    return policy;
  }

  /**
   * A switch has a value for each policy; these are an ESXi host's.
   *
   * @param nics its uplinks
   */
  static HostNetworkPolicy whole(HostNetworkPolicy asked, List<String> nics) {
    HostNetworkPolicy policy = new HostNetworkPolicy();
    policy.security = new HostNetworkSecurityPolicy();
    policy.security.allowPromiscuous = false;
    policy.security.macChanges = true;
    policy.security.forgedTransmits = true;
    policy.shapingPolicy = new HostNetworkTrafficShapingPolicy();
    policy.shapingPolicy.enabled = false;
    policy.nicTeaming = new HostNicTeamingPolicy();
    policy.nicTeaming.policy = "loadbalance_srcid";
    policy.nicTeaming.reversePolicy = true;
    policy.nicTeaming.notifySwitches = true;
    policy.nicTeaming.rollingOrder = false;
    policy.nicTeaming.failureCriteria = new HostNicFailureCriteria();
    policy.nicTeaming.failureCriteria.checkBeacon = false;
    policy.nicTeaming.nicOrder = new HostNicOrderPolicy();
    policy.nicTeaming.nicOrder.activeNic = nics.toArray(String[]::new);
    return asked == null ? policy : computed(policy, asked);
  }

  /** The uplinks that a policy uses, active ones first. */
  static List<String> used(HostNetworkPolicy policy) {
    List<String> used = new ArrayList<>();
    if (policy != null && policy.nicTeaming != null && policy.nicTeaming.nicOrder != null) {
      HostNicOrderPolicy order = policy.nicTeaming.nicOrder;
      used.addAll(List.of(order.activeNic == null ? new String[0] : order.activeNic));
      used.addAll(List.of(order.standbyNic == null ? new String[0] : order.standbyNic));
    }
    return used;
  }

  /**
   * Refuses a policy that no host takes: {@code UpdatePortGroup} says InvalidArgument for an
   * invalid policy, and nobody has seen what a real host calls invalid.
   *
   * @param field of the call: {@code portgrp.policy}
   * @param nics the uplinks of the switch
   */
  static void check(HostNetworkPolicy policy, String field, List<String> nics) throws VimFault {
    if (policy == null) {
      return;
    }
    if (policy.nicTeaming != null
        && policy.nicTeaming.policy != null
        && !TEAMING.contains(policy.nicTeaming.policy)) {
      throw Refuse.argument(field + ".nicTeaming.policy", "there is no such policy");
    }
    Set<String> once = new HashSet<>();
    for (String nic : used(policy)) {
      if (!nics.contains(nic)) {
        throw Refuse.argument(
            field + ".nicTeaming.nicOrder", "`" + nic + "` is no uplink of the switch");
      }
      if (!once.add(nic)) {
        throw Refuse.argument(field + ".nicTeaming.nicOrder", "`" + nic + "` is in it twice");
      }
    }
  }
}
