package dev.provision.vsphere.newer;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import dev.provision.vsphere.soap.WireType;

/** The managers of a server, with the one for key providers. */
@WireType(name = "ServiceContent", since = "6.5")
public final class KeyedServiceContent extends ServiceContent {
  private static final long serialVersionUID = 1L;

  /** Null for a server that has none. */
  public ManagedObjectReference cryptoManager;
}
