package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** What is done with the encryption of a VM or disk; only its subclasses say what. */
@WireType(name = "CryptoSpec", since = "6.5")
public class CryptoSpec extends DynamicData {
  private static final long serialVersionUID = 1L;
}
