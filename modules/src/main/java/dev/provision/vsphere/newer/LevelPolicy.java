package dev.provision.vsphere.newer;

import com.vmware.vim25.ClusterFailoverLevelAdmissionControlPolicy;
import dev.provision.vsphere.soap.WireType;

/** Slots for the VMs of a number of hosts, with the loss that VMs may have. */
@WireType(name = "ClusterFailoverLevelAdmissionControlPolicy", since = "6.5")
public final class LevelPolicy extends ClusterFailoverLevelAdmissionControlPolicy {
  private static final long serialVersionUID = 1L;

  /** In percent. */
  @WireType.Before("failoverLevel")
  public Integer resourceReductionToToleratePercent;
}
