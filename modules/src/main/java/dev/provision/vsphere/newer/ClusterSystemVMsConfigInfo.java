package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.soap.WireType;

/** Where the system VMs of a cluster (vCLS) may be. */
@WireType(name = "ClusterSystemVMsConfigInfo", since = "7.0.3")
public final class ClusterSystemVMsConfigInfo extends DynamicData {
  private static final long serialVersionUID = 1L;

  public ManagedObjectReference[] allowedDatastores;
}
