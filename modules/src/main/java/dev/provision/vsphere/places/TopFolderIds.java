package dev.provision.vsphere.places;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.Argument;
import com.vmware.vim25.ws.VimStub;
import dev.provision.vsphere.inventory.Item;
import java.rmi.RemoteException;
import java.util.Optional;

/** Asks for the ID of a top folder on datastores where such folders are objects. */
public final class TopFolderIds {
  private TopFolderIds() {}

  /**
   * The path of a top folder as hosts write it, {@code /vmfs/volumes/vsan:52f4…/25d8…}; empty when
   * the server has no service to ask.
   */
  public static Optional<String> path(
      Item datastore,
      ManagedObjectReference datacenter,
      String top,
      VimStub api,
      ServiceContent content)
      throws RemoteException {
    Optional<String> url = datastore.get("summary.url", String.class);
    ManagedObjectReference manager = content.getDatastoreNamespaceManager();
    if (url.isEmpty() || manager == null) {
      return Optional.empty();
    }
    Argument[] arguments = {
      new Argument("_this", "ManagedObjectReference", manager),
      new Argument("datacenter", "ManagedObjectReference", datacenter),
      new Argument("namespaceUrl", "String", url.get().replaceFirst("/*$", "/") + top)
    };
    return Optional.of(
        (String) api.getWsc().invoke("ConvertNamespacePathToUuidPath", arguments, "String"));
  }
}
