package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.soap.WireType;

/** When one VM that HA restarted counts as ready. */
@WireType(name = "ClusterVmOrchestrationInfo", since = "6.5")
public final class ClusterVmOrchestrationInfo extends DynamicData {
  private static final long serialVersionUID = 1L;

  public ManagedObjectReference vm;
  public ClusterVmReadiness vmReadiness;
}
