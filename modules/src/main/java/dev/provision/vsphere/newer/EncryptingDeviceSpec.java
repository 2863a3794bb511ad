package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import dev.provision.vsphere.soap.WireType;

/** A change of a disk that may encrypt it. */
@WireType(name = "VirtualDeviceConfigSpec", since = "6.5")
public final class EncryptingDeviceSpec extends VirtualDeviceConfigSpec {
  private static final long serialVersionUID = 1L;

  public VirtualDeviceConfigSpecBackingSpec backing;
}
