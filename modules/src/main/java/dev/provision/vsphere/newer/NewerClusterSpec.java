package dev.provision.vsphere.newer;

import dev.provision.vsphere.soap.WireType;

/** The same with what came with 7.0.3. */
@WireType(name = "ClusterConfigSpecEx", since = "7.0.3")
public final class NewerClusterSpec extends OrchestratedClusterSpec {
  private static final long serialVersionUID = 1L;

  @WireType.Before("dasConfig")
  public ClusterSystemVMsConfigSpec systemVMsConfig;
}
