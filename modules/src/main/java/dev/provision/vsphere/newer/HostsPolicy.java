package dev.provision.vsphere.newer;

import com.vmware.vim25.ClusterFailoverHostAdmissionControlPolicy;
import dev.provision.vsphere.soap.WireType;

/** Hosts that stay free, with the loss that VMs may have. */
@WireType(name = "ClusterFailoverHostAdmissionControlPolicy", since = "6.5")
public final class HostsPolicy extends ClusterFailoverHostAdmissionControlPolicy {
  private static final long serialVersionUID = 1L;

  /** In percent. */
  @WireType.Before("failoverHosts")
  public Integer resourceReductionToToleratePercent;

  /** How many hosts may fail. */
  public Integer failoverLevel;
}
