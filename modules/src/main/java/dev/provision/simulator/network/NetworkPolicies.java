package dev.provision.simulator.network;

import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostNetworkSecurityPolicy;
import com.vmware.vim25.HostNetworkTrafficShapingPolicy;
import dev.provision.simulator.world.Values;

/** The policies of standard switches and their port groups ({@code HostNetworkPolicy}). */
final class NetworkPolicies {
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
    policy.nicTeaming = own.nicTeaming == null ? policy.nicTeaming : own.nicTeaming;
    policy.offloadPolicy = own.offloadPolicy == null ? policy.offloadPolicy : own.offloadPolicy;
    return policy;
  }

  /** A switch has a value for each policy; these are an ESXi host's. */
  static HostNetworkPolicy whole(HostNetworkPolicy asked) {
    HostNetworkPolicy policy = new HostNetworkPolicy();
    policy.security = new HostNetworkSecurityPolicy();
    policy.security.allowPromiscuous = false;
    policy.security.macChanges = true;
    policy.security.forgedTransmits = true;
    policy.shapingPolicy = new HostNetworkTrafficShapingPolicy();
    policy.shapingPolicy.enabled = false;
    return asked == null ? policy : computed(policy, asked);
  }
}
