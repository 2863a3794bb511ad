package dev.provision.vsphere.newer;

import com.vmware.vim25.ClusterFailoverResourcesAdmissionControlPolicy;
import dev.provision.vsphere.soap.WireType;

/** A part of the resources, computed from a number of hosts or given. */
@WireType(name = "ClusterFailoverResourcesAdmissionControlPolicy", since = "6.5")
public final class PercentPolicy extends ClusterFailoverResourcesAdmissionControlPolicy {
  private static final long serialVersionUID = 1L;

  /** In percent. */
  @WireType.Before("cpuFailoverResourcesPercent")
  public Integer resourceReductionToToleratePercent;

  /** How many hosts may fail. */
  public Integer failoverLevel;

  /** Whether the server computes the percentages; null counts as true. */
  public Boolean autoComputePercentages;
}
