package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** The name of a key provider. */
@WireType(name = "KeyProviderId", since = "6.5")
public final class KeyProviderId extends DynamicData {
  private static final long serialVersionUID = 1L;

  public String id;
}
