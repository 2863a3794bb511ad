package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** When VMs that HA restarted count as ready, for all VMs of a cluster. */
@WireType(name = "ClusterOrchestrationInfo", since = "6.5")
public final class ClusterOrchestrationInfo extends DynamicData {
  private static final long serialVersionUID = 1L;

  public ClusterVmReadiness defaultVmReadiness;
}
