package dev.provision.vsphere.newer.network;

import com.vmware.vim25.HostVirtualNicSpec;
import dev.provision.vsphere.soap.WireType;

/** A VMkernel adapter that may have a gateway of its own. */
@WireType(name = "HostVirtualNicSpec", since = "6.5")
public final class RoutedVirtualNicSpec extends HostVirtualNicSpec {
  private static final long serialVersionUID = 1L;

  /** Null where the TCP/IP stack decides; some servers then show the gateway of the stack. */
  public HostVirtualNicIpRouteSpec ipRouteSpec;
}
