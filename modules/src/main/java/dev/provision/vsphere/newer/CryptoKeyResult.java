package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** The result of a call that makes a key. */
@WireType(name = "CryptoKeyResult", since = "6.5")
public final class CryptoKeyResult extends DynamicData {
  private static final long serialVersionUID = 1L;

  public CryptoKeyId keyId;

  public boolean success;

  /** Why no key was made; null when one was. */
  public String reason;
}
