package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** What is done with the encryption of a disk. */
@WireType(name = "VirtualDeviceConfigSpecBackingSpec", since = "6.5")
public final class VirtualDeviceConfigSpecBackingSpec extends DynamicData {
  private static final long serialVersionUID = 1L;

  public CryptoSpec crypto;
}
