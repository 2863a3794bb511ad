package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** When a VM that HA restarted counts as ready. */
@WireType(name = "ClusterVmReadiness", since = "6.5")
public final class ClusterVmReadiness extends DynamicData {
  private static final long serialVersionUID = 1L;

  /** none, poweredOn, guestHbStatusGreen, appHbStatusGreen, useClusterDefault. */
  public String readyCondition;

  /** In seconds after the condition is met; -1 for the value of the cluster. */
  public Integer postReadyDelay;
}
