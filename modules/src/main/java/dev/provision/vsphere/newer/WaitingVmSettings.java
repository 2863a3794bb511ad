package dev.provision.vsphere.newer;

import com.vmware.vim25.ClusterDasVmSettings;
import dev.provision.vsphere.soap.WireType;

/** HA settings that say how long VMs of lower priority wait for others. */
@WireType(name = "ClusterDasVmSettings", since = "6.5")
public final class WaitingVmSettings extends ClusterDasVmSettings {
  private static final long serialVersionUID = 1L;

  /** In seconds; -1 for the value of the cluster. */
  @WireType.Before("isolationResponse")
  public Integer restartPriorityTimeout;
}
