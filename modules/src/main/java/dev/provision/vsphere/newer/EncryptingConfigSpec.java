package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualMachineConfigSpec;
import dev.provision.vsphere.soap.WireType;

/** A configuration that may encrypt the home of a VM. */
@WireType(name = "VirtualMachineConfigSpec", since = "6.5")
public final class EncryptingConfigSpec extends VirtualMachineConfigSpec {
  private static final long serialVersionUID = 1L;

  public CryptoSpec crypto;
}
