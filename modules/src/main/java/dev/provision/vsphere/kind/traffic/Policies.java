package dev.provision.vsphere.kind.traffic;

import com.vmware.vim25.HostNetworkPolicy;
import com.vmware.vim25.HostNetworkSecurityPolicy;
import com.vmware.vim25.HostNetworkTrafficShapingPolicy;
import com.vmware.vim25.HostNicFailureCriteria;
import com.vmware.vim25.HostNicOrderPolicy;
import com.vmware.vim25.HostNicTeamingPolicy;

/**
 * Copies of what was read, for a call that sets everything: the rows then change the copy, and not
 * the snapshot.
 */
public final class Policies {
  private Policies() {}

  /**
   * @param from null for an empty one
   */
  public static HostNetworkPolicy copy(HostNetworkPolicy from) {
    HostNetworkPolicy to = new HostNetworkPolicy();
    if (from != null) {
      to.security = from.security == null ? null : copy(from.security);
      to.nicTeaming = from.nicTeaming == null ? null : copy(from.nicTeaming);
      to.offloadPolicy = from.offloadPolicy;
      to.shapingPolicy = from.shapingPolicy == null ? null : copy(from.shapingPolicy);
    }
    return to;
  }

  private static HostNetworkSecurityPolicy copy(HostNetworkSecurityPolicy from) {
    HostNetworkSecurityPolicy to = new HostNetworkSecurityPolicy();
    to.allowPromiscuous = from.allowPromiscuous;
    to.macChanges = from.macChanges;
    to.forgedTransmits = from.forgedTransmits;
    return to;
  }

  private static HostNicTeamingPolicy copy(HostNicTeamingPolicy from) {
    HostNicTeamingPolicy to = new HostNicTeamingPolicy();
    to.policy = from.policy;
    to.reversePolicy = from.reversePolicy;
    to.notifySwitches = from.notifySwitches;
    to.rollingOrder = from.rollingOrder;
    if (from.failureCriteria != null) {
      to.failureCriteria = copy(from.failureCriteria);
    }
    if (from.nicOrder != null) {
      to.nicOrder = new HostNicOrderPolicy();
      to.nicOrder.activeNic = from.nicOrder.activeNic;
      to.nicOrder.standbyNic = from.nicOrder.standbyNic;
    }
    return to;
  }

  private static HostNicFailureCriteria copy(HostNicFailureCriteria from) {
    HostNicFailureCriteria to = new HostNicFailureCriteria();
    to.checkSpeed = from.checkSpeed;
    to.speed = from.speed;
    to.checkDuplex = from.checkDuplex;
    to.fullDuplex = from.fullDuplex;
    to.checkErrorPercent = from.checkErrorPercent;
    to.percentage = from.percentage;
    to.checkBeacon = from.checkBeacon;
    return to;
  }

  private static HostNetworkTrafficShapingPolicy copy(HostNetworkTrafficShapingPolicy from) {
    HostNetworkTrafficShapingPolicy to = new HostNetworkTrafficShapingPolicy();
    to.enabled = from.enabled;
    to.averageBandwidth = from.averageBandwidth;
    to.peakBandwidth = from.peakBandwidth;
    to.burstSize = from.burstSize;
    return to;
  }
}
