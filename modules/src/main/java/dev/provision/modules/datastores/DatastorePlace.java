package dev.provision.modules.datastores;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Declaration;
import dev.provision.spi.Resolved;
import dev.provision.vsphere.exported.FolderRef;
import dev.provision.vsphere.exported.PodRef;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.ObjectPlace;
import dev.provision.vsphere.places.Tree;
import java.util.Optional;

/** Where a datastore is in the inventory, and where it first appears. */
final class DatastorePlace {
  private DatastorePlace() {}

  static ObjectPlace of(Declaration<DatastoreSpec> datastore, Resolved references) {
    DatastoreSpec spec = datastore.spec();
    Optional<InventoryPath> above =
        spec.folder()
            .map(each -> references.get("folders", each.name(), FolderRef.class).path())
            .or(
                () ->
                    spec.datastoreCluster()
                        .map(
                            each ->
                                references
                                    .get("datastore_clusters", each.name(), PodRef.class)
                                    .path()));
    return ObjectPlace.of(datastore, spec.path(), above, spec.existing());
  }

  /** The top folder of its datacenter's datastores: a host cannot mount it elsewhere. */
  static InventoryPath ofNew(InventoryPath path, Inventory read) {
    InventoryPath at = path;
    while (!at.names().isEmpty()) {
      at = at.parent();
      Optional<Item> datacenter = read.at(at).filter(item -> item.type().equals("Datacenter"));
      if (datacenter.isPresent()) {
        return datacenter
            .flatMap(item -> item.get(Tree.DATASTORE.property(), ManagedObjectReference.class))
            .map(read::path)
            .orElse(at.child(Tree.DATASTORE.top()))
            .child(path.name());
      }
    }
    return path;
  }
}
