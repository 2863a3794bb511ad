package dev.provision.vsphere.newer.storage;

import com.vmware.vim25.HostMountInfo;
import dev.provision.vsphere.soap.WireType;

/** How a host has mounted a datastore. */
@WireType(name = "HostMountInfo", since = "8.0.1.0")
public final class BoundMountInfo extends HostMountInfo {
  private static final long serialVersionUID = 1L;

  public String vmknicName;
  public Boolean vmknicActive;

  /** TCP connections to the server. */
  public Integer numTcpConnections;
}
