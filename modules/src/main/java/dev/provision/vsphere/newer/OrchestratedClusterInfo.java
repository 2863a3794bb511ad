package dev.provision.vsphere.newer;

import com.vmware.vim25.ClusterConfigInfoEx;
import dev.provision.vsphere.soap.WireType;

/** The configuration of a cluster, with what came with 6.5. */
@WireType(name = "ClusterConfigInfoEx", since = "6.5")
public class OrchestratedClusterInfo extends ClusterConfigInfoEx {
  private static final long serialVersionUID = 1L;

  @WireType.Before("dpmConfigInfo")
  public ClusterOrchestrationInfo orchestration;

  @WireType.Before("dpmConfigInfo")
  public ClusterVmOrchestrationInfo[] vmOrchestration;

  public ClusterInfraUpdateHaConfigInfo infraUpdateHaConfig;
  public ClusterProactiveDrsConfigInfo proactiveDrsConfig;
}
