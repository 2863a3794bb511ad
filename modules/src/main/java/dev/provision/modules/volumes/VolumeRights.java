package dev.provision.modules.volumes;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.Right;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.places.DatastoreFacts;
import java.util.ArrayList;
import java.util.List;

/** What the calls for a volume need, all of them on its datastore. */
final class VolumeRights {
  private VolumeRights() {}

  static List<Right> toCreate(
      VolumeDesired desired, ManagedObjectReference datastore, Inventory read) {
    List<Right> all = new ArrayList<>(files(datastore, read));
    String top = new DatastorePath("", desired.connection().volumeDir()).top();
    read.get(datastore)
        .filter(item -> new DatastoreFacts(item).lacksTopFolder(top))
        .map(item -> read.path(item.ref()).toString())
        .ifPresent(path -> all.add(new Right("Datastore.Config", path, "CreateDirectory")));
    return all;
  }

  static List<Right> files(ManagedObjectReference datastore, Inventory read) {
    String on = read.path(datastore).toString();
    return List.of(
        new Right("Datastore.Browse", on, "SearchDatastore_Task"),
        new Right("Datastore.FileManagement", on, "MoveDatastoreFile_Task"));
  }
}
