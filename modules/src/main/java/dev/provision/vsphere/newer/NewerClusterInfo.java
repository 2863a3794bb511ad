package dev.provision.vsphere.newer;

import dev.provision.vsphere.soap.WireType;

/** The same with what came with 7.0.3. */
@WireType(name = "ClusterConfigInfoEx", since = "7.0.3")
public final class NewerClusterInfo extends OrchestratedClusterInfo {
  private static final long serialVersionUID = 1L;

  @WireType.Before("dasConfig")
  public ClusterSystemVMsConfigInfo systemVMsConfig;
}
