package dev.provision.vsphere.newer;

import com.vmware.vim25.ArrayUpdateSpec;
import dev.provision.vsphere.soap.WireType;

/** Adds, edits or removes a {@link ClusterVmOrchestrationInfo}. */
@WireType(name = "ClusterVmOrchestrationSpec", since = "6.5")
public final class ClusterVmOrchestrationSpec extends ArrayUpdateSpec {
  private static final long serialVersionUID = 1L;

  public ClusterVmOrchestrationInfo info;
}
