package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualMachineConfigInfo;
import dev.provision.vsphere.soap.WireType;

/** A configuration that says with which key the home of a VM is encrypted. */
@WireType(name = "VirtualMachineConfigInfo", since = "6.5")
public final class KeyedConfigInfo extends VirtualMachineConfigInfo {
  private static final long serialVersionUID = 1L;

  /** Null for a VM that is not encrypted. */
  public CryptoKeyId keyId;
}
