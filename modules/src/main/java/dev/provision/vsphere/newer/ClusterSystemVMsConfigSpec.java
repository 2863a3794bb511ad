package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** Changes where the system VMs of a cluster may be. */
@WireType(name = "ClusterSystemVMsConfigSpec", since = "7.0.3")
public final class ClusterSystemVMsConfigSpec extends DynamicData {
  private static final long serialVersionUID = 1L;

  public ClusterDatastoreUpdateSpec[] allowedDatastores;
}
