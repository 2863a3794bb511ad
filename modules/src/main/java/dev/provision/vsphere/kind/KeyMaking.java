package dev.provision.vsphere.kind;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.newer.CryptoKeyId;
import dev.provision.vsphere.newer.CryptoKeyResult;
import dev.provision.vsphere.newer.KeyProviderId;
import dev.provision.vsphere.newer.KeyStub;

/**
 * Lets the default key provider generate the key of one VM ({@code GenerateKey}, as VMware's
 * PowerCLI does). A run that dies before it uses the key leaves an unused key at the provider.
 */
public final class KeyMaking {
  private KeyMaking() {}

  public static CryptoKeyId make(VsphereWriter write) throws ModuleException {
    ManagedObjectReference manager =
        KeyProviders.manager(write.content())
            .orElseThrow(() -> ModuleException.refused("this server has no key providers"));
    String provider =
        KeyProviders.of(write.inventory())
            .flatMap(KeyProviders::standard)
            .orElseThrow(() -> ModuleException.refused("this server has no default key provider"));
    CryptoKeyResult made =
        write.call(api -> new KeyStub(api.getWsc(), manager).generateKey(provider));
    if (!made.success || made.keyId == null) {
      throw ModuleException.refused(
          "key provider `"
              + provider
              + "` made no key: "
              + (made.reason == null ? "it does not say why" : made.reason));
    }
    if (made.keyId.providerId == null) {
      made.keyId.providerId = new KeyProviderId();
      made.keyId.providerId.id = provider;
    }
    return made.keyId;
  }
}
