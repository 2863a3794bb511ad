package dev.provision.vsphere.newer;

import com.vmware.vim25.DynamicData;
import dev.provision.vsphere.soap.WireType;

/** Which key something is encrypted with. */
@WireType(name = "CryptoKeyId", since = "6.5")
public final class CryptoKeyId extends DynamicData {
  private static final long serialVersionUID = 1L;

  public String keyId;

  public KeyProviderId providerId;
}
