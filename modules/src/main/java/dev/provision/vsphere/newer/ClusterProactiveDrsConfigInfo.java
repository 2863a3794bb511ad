package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** Predictive DRS. */
@WireType(name = "ClusterProactiveDrsConfigInfo", since = "6.5")
public final class ClusterProactiveDrsConfigInfo extends DynamicData {
  private static final long serialVersionUID = 1L;

  public Boolean enabled;
}
