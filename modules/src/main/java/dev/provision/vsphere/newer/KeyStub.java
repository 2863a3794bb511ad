package dev.provision.vsphere.newer;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.Client;
import java.rmi.RemoteException;

/**
 * The methods of {@code CryptoManagerKmip} (since 6.5) that yavijava's stub lacks, typed. Safe for
 * many threads if the client is.
 */
public final class KeyStub {
  private final Client client;
  private final ManagedObjectReference manager;

  /**
   * @param manager {@link KeyedServiceContent#cryptoManager}
   */
  public KeyStub(Client client, ManagedObjectReference manager) {
    this.client = client;
    this.manager = manager;
  }

  /** The key providers. */
  public KmipClusterInfo[] listKmipServers() throws RemoteException {
    return (KmipClusterInfo[]) call("ListKmipServers", "KmipClusterInfo[]");
  }

  /** Lets a provider make a new key. */
  public CryptoKeyResult generateKey(String provider) throws RemoteException {
    KeyProviderId id = new KeyProviderId();
    id.id = provider;
    return (CryptoKeyResult)
        call("GenerateKey", "CryptoKeyResult", new Argument("keyProvider", "KeyProviderId", id));
  }

  private Object call(String method, String returnType, Argument... more) throws RemoteException {
    Argument[] arguments = new Argument[more.length + 1];
    arguments[0] = new Argument("_this", "ManagedObjectReference", manager);
    System.arraycopy(more, 0, arguments, 1, more.length);
    return client.invoke(method, arguments, returnType);
  }
}
