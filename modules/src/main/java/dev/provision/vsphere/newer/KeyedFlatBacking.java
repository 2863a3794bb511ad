package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import dev.provision.vsphere.soap.WireType;

/** A disk that says with which key it is encrypted. */
@WireType(name = "VirtualDiskFlatVer2BackingInfo", since = "6.5")
public final class KeyedFlatBacking extends VirtualDiskFlatVer2BackingInfo {
  private static final long serialVersionUID = 1L;

  /** Null for one that is not encrypted. */
  public CryptoKeyId keyId;
}
