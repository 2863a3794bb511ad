package dev.provision.vsphere.kind.files;

import com.vmware.vim25.FileAlreadyExists;
import com.vmware.vim25.FileNotFound;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.NoPermission;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.files.DatastorePath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DatastoreFacts;
import dev.provision.vsphere.places.TopFolderIds;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;

/**
 * Makes and deletes folders on one datastore. On vSAN and vVol a top folder is an object that only
 * the {@code DatastoreNamespaceManager} makes and deletes, which takes {@code Datastore.Config}. It
 * is called only after the plain call was refused, so that existing folders do not need that
 * privilege. Used by one step's thread.
 */
final class DatastoreFolders {
  private final VsphereWriter write;
  private final Item datastore;
  private final ManagedObjectReference datacenter;

  DatastoreFolders(VsphereWriter write, Item datastore, ManagedObjectReference datacenter) {
    this.write = write;
    this.datastore = datastore;
    this.datacenter = datacenter;
  }

  /** Makes a folder and its parents; it may exist already. */
  void make(DatastorePath folder) throws ModuleException {
    try {
      makePlainly(folder);
    } catch (ModuleException e) {
      if (Faults.is(e, FileAlreadyExists.class)) {
        return;
      }
      boolean refused = e.getCause() instanceof VimFault;
      if (!refused
          || new DatastoreFacts(datastore).makesTopFolders()
          || Faults.is(e, NoPermission.class)) {
        throw e;
      }
      makeObject(folder);
    }
  }

  /**
   * Makes a folder in one that exists.
   *
   * @return false when there is one of that name
   */
  boolean makeNew(DatastorePath folder) throws ModuleException {
    try {
      make(folder, false);
      return true;
    } catch (ModuleException e) {
      ignore(FileAlreadyExists.class, e);
      return false;
    }
  }

  /**
   * Creates folders one in the other.
   *
   * @throws ModuleException of {@code FileNotFound} when the first one's parent does not exist
   */
  void makeInside(DatastorePath parent, String names) throws ModuleException {
    String path = parent.path();
    for (String name : names.split("/")) {
      path += "/" + name;
      try {
        make(new DatastorePath(parent.datastore(), path), false);
      } catch (ModuleException e) {
        ignore(FileAlreadyExists.class, e);
      }
    }
  }

  private void makePlainly(DatastorePath folder) throws ModuleException {
    make(folder, true);
  }

  private void make(DatastorePath folder, boolean withParents) throws ModuleException {
    write.send(
        api ->
            api.makeDirectory(
                write.content().getFileManager(), folder.toString(), datacenter, withParents));
  }

  private void makeObject(DatastorePath folder) throws ModuleException {
    try {
      write.call(
          api ->
              api.createDirectory(
                  write.content().getDatastoreNamespaceManager(),
                  datastore.ref(),
                  folder.top(),
                  null));
    } catch (ModuleException e) {
      ignore(FileAlreadyExists.class, e);
    }
    if (!folder.top().equals(folder.path())) {
      try {
        makePlainly(folder);
      } catch (ModuleException e) {
        ignore(FileAlreadyExists.class, e);
      }
    }
  }

  /** Deletes a folder or file with its contents; it need not exist. */
  void remove(DatastorePath path) throws ModuleException, InterruptedException {
    try {
      write.task(
          api ->
              api.deleteDatastoreFile_Task(
                  write.content().getFileManager(), path.toString(), datacenter));
    } catch (ModuleException e) {
      ignore(FileNotFound.class, e);
    }
  }

  /**
   * Deletes an empty top folder, where top folders are objects.
   *
   * @param top {@code 86c0173f-4f9c-8698-a9f1-da92f9aee4f7}
   */
  void removeObject(String top) throws ModuleException {
    try {
      String id =
          write
              .call(api -> TopFolderIds.path(datastore, datacenter, top, api, write.content()))
              .orElseThrow(
                  () -> ModuleException.refused("the server does not say the id of `" + top + "`"))
              .replaceFirst("^ds://", "");
      write.send(
          api ->
              api.deleteDirectory(write.content().getDatastoreNamespaceManager(), datacenter, id));
    } catch (ModuleException e) {
      ignore(FileNotFound.class, e);
    }
  }

  private static void ignore(Class<? extends MethodFault> fine, ModuleException e)
      throws ModuleException {
    if (!Faults.is(e, fine)) {
      throw e;
    }
  }
}
