package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** What became of a call for a key. */
@WireType(name = "CryptoKeyResult", since = "6.5")
public final class CryptoKeyResult extends DynamicData {
  private static final long serialVersionUID = 1L;

  public CryptoKeyId keyId;

  public boolean success;

  /** Why there is none; null for one that was made. */
  public String reason;
}
