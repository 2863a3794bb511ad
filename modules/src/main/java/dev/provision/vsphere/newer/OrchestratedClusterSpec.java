package dev.provision.vsphere.newer;

import com.vmware.vim25.ClusterConfigSpecEx;
import dev.provision.vsphere.soap.WireType;

/** Changes of a cluster, with those that came with 6.5. */
@WireType(name = "ClusterConfigSpecEx", since = "6.5")
public class OrchestratedClusterSpec extends ClusterConfigSpecEx {
  private static final long serialVersionUID = 1L;

  @WireType.Before("dpmConfig")
  public ClusterOrchestrationInfo orchestration;

  @WireType.Before("dpmConfig")
  public ClusterVmOrchestrationSpec[] vmOrchestrationSpec;

  public ClusterInfraUpdateHaConfigInfo infraUpdateHaConfig;
  public ClusterProactiveDrsConfigInfo proactiveDrsConfig;
}
