package dev.provision.vsphere.newer.network;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.HostIpRouteConfig;
import dev.provision.vsphere.soap.WireType;

/** The gateway of one VMkernel adapter, in the place of the one of its TCP/IP stack. */
@WireType(name = "HostVirtualNicIpRouteSpec", since = "6.5")
public final class HostVirtualNicIpRouteSpec extends DynamicData {
  private static final long serialVersionUID = 1L;

  public HostIpRouteConfig ipRouteConfig;
}
