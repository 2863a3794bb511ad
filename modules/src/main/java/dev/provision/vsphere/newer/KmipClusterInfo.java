package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** A key provider of a vCenter; its servers are not read. */
@WireType(name = "KmipClusterInfo", since = "6.5")
public final class KmipClusterInfo extends DynamicData {
  private static final long serialVersionUID = 1L;

  public KeyProviderId clusterId;

  public boolean useAsDefault;
}
