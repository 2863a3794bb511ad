package dev.provision.vsphere.newer;

import com.vmware.vim25.VirtualDiskSeSparseBackingInfo;
import dev.provision.vsphere.soap.WireType;

/** A disk of a snapshot or linked clone that says with which key it is encrypted. */
@WireType(name = "VirtualDiskSeSparseBackingInfo", since = "6.5")
public final class KeyedSeSparseBacking extends VirtualDiskSeSparseBackingInfo {
  private static final long serialVersionUID = 1L;

  /** Null for one that is not encrypted. */
  public CryptoKeyId keyId;
}
