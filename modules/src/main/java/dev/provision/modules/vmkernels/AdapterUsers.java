package dev.provision.modules.vmkernels;

import com.vmware.vim25.DatastoreInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NasDatastoreInfo;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.exported.IpAddress;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.hostnet.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The NFS datastores that a host has mounted over an adapter: those of servers in its network, as
 * far as they are mounted by address. Read just before the adapter goes.
 */
final class AdapterUsers {
  private final ManagedObjectReference host;
  private final VsphereWriter write;

  AdapterUsers(ManagedObjectReference host, VsphereWriter write) {
    this.host = host;
    this.write = write;
  }

  void requireNone(Adapter adapter) throws ModuleException {
    Optional<IpAddress> own = adapter.address();
    if (own.isEmpty()) {
      return;
    }
    ManagedObjectReference[] mounted =
        write
            .read(host, "name", "datastore")
            .get("datastore", ManagedObjectReference[].class)
            .orElse(new ManagedObjectReference[0]);
    List<String> users = new ArrayList<>();
    for (Item each : write.readAll(List.of(mounted), "name", "info")) {
      String server =
          each.get("info", DatastoreInfo.class)
              .filter(NasDatastoreInfo.class::isInstance)
              .map(NasDatastoreInfo.class::cast)
              .map(NasDatastoreInfo::getNas)
              .map(nas -> nas.getRemoteHost())
              .orElse("");
      if (isIn(own.get(), server)) {
        users.add("`" + each.shown() + "` (" + server + ")");
      }
    }
    if (!users.isEmpty()) {
      throw ModuleException.refused(
          adapter.device()
              + " carries datastores that the host has mounted: "
              + String.join(", ", users)
              + "; unmount them first");
    }
  }

  private static boolean isIn(IpAddress network, String server) {
    try {
      return network.sameNetwork(IpAddress.parse(server));
    } catch (IllegalArgumentException e) {
      return false; // a name: nothing says which way it goes
    }
  }
}
