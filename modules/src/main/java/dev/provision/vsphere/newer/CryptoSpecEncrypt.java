package dev.provision.vsphere.newer;

import dev.provision.vsphere.soap.WireType;

/** Encrypts what is plain. */
@WireType(name = "CryptoSpecEncrypt", since = "6.5")
public final class CryptoSpecEncrypt extends CryptoSpec {
  private static final long serialVersionUID = 1L;

  public CryptoKeyId cryptoKeyId;
}
