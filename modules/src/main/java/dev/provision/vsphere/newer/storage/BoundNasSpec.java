package dev.provision.vsphere.newer.storage;

import com.vmware.vim25.HostNasVolumeSpec;
import dev.provision.vsphere.soap.WireType;

/** How a host mounts an export: over which VMkernel adapter, and with how many connections. */
@WireType(name = "HostNasVolumeSpec", since = "8.0.1.0")
public final class BoundNasSpec extends HostNasVolumeSpec {
  private static final long serialVersionUID = 1L;

  public String vmknicToBind;
  public Boolean vmknicBound;

  /** TCP connections to the server; unset for one. */
  public Integer connections;
}
