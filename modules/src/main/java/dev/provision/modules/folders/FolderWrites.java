package dev.provision.modules.folders;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodNotFound;
import com.vmware.vim25.NotSupported;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.EntityName;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.CustomAttribute;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.wire.Faults;
import dev.provision.vsphere.wire.VimFault;
import java.rmi.RemoteException;
import java.util.Optional;

/** The calls that make, mark and delete a folder. */
final class FolderWrites {
  private final VsphereWriter write;

  FolderWrites(VsphereWriter write) {
    this.write = write;
  }

  void create(FolderDesired desired) throws ModuleException, InterruptedException {
    InventoryPath path =
        FolderPlace.wanted(desired, write.inventory())
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "no datacenter is named under `vcenter:` and there is not exactly one"));
    Optional<Item> parent = write.inventory().at(path.parent());
    if (parent.isEmpty()) {
      throw ModuleException.refused("the folder above it, `" + path.parent() + "`, does not exist");
    }
    try {
      ManagedObjectReference folder =
          write
              .api()
              .createFolder(
                  parent.get().ref(), EntityName.escaped(FolderPlace.unfinished(path).name()));
      write.touched(folder);
      mark(folder, desired.mark(false).toString());
      write.await(write.api().rename_Task(folder, EntityName.escaped(path.name())));
    } catch (RemoteException e) {
      throw Faults.lookingAgain(Faults.translate(e));
    } catch (ModuleException e) {
      throw Faults.lookingAgain(e);
    }
  }

  void finish(FolderDesired desired, FolderState seen)
      throws ModuleException, InterruptedException {
    mark(seen.ref(), desired.mark(seen.isAdopted()).toString());
    String name = seen.path().name();
    try {
      if (seen.unfinished()) {
        String whole = name.substring(0, name.length() - FolderKind.UNFINISHED.length());
        write.await(write.api().rename_Task(seen.ref(), EntityName.escaped(whole)));
      } else if (seen.wanted().isPresent()) {
        bringBack(seen, seen.wanted().get());
      }
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }

  /** Somebody renamed or moved it. */
  private void bringBack(FolderState seen, InventoryPath to)
      throws RemoteException, ModuleException, InterruptedException {
    Optional<Item> parent = write.inventory().at(to.parent());
    if (parent.isEmpty()) {
      throw ModuleException.refused("the folder above it, `" + to.parent() + "`, does not exist");
    }
    if (!seen.path().name().equals(to.name())) {
      write.await(write.api().rename_Task(seen.ref(), EntityName.escaped(to.name())));
    }
    if (!seen.path().parent().equals(to.parent())) {
      write.await(
          write
              .api()
              .moveIntoFolder_Task(parent.get().ref(), new ManagedObjectReference[] {seen.ref()}));
    }
  }

  void mark(ManagedObjectReference folder, String value) throws ModuleException {
    write.touched(folder);
    new CustomAttribute(write).set(folder, value);
  }

  /**
   * Deletes a folder that was read empty just before. {@code UnregisterAndDestroy_Task} cannot take
   * a VM from disk that somebody put into it in between; {@code Destroy_Task}, which could, serves
   * only where a server lacks the other.
   */
  void delete(FolderState seen) throws ModuleException, InterruptedException {
    write.touched(seen.ref());
    try {
      requireEmpty(seen);
      ManagedObjectReference task;
      try {
        task = write.api().unregisterAndDestroy_Task(seen.ref());
      } catch (VimFault e) {
        if (!e.is(MethodNotFound.class) && !e.is(NotSupported.class)) {
          throw e;
        }
        requireEmpty(seen);
        task = write.api().destroy_Task(seen.ref());
      }
      write.await(task);
    } catch (RemoteException e) {
      throw Faults.translate(e);
    }
  }

  private void requireEmpty(FolderState seen) throws RemoteException, ModuleException {
    PropertySpec children = new PropertySpec();
    children.setType("Folder");
    children.setPathSet(new String[] {"name", "childEntity"});
    ObjectSpec object = new ObjectSpec();
    object.setObj(seen.ref());
    PropertyFilterSpec filter = new PropertyFilterSpec();
    filter.setPropSet(new PropertySpec[] {children});
    filter.setObjectSet(new ObjectSpec[] {object});
    ObjectContent[] found =
        write
            .api()
            .retrieveProperties(
                write.content().getPropertyCollector(), new PropertyFilterSpec[] {filter});
    // a server may leave an empty list out: then the name shows that the folder was read
    int count = -1;
    if (found != null && found.length > 0 && !misses(found[0]) && found[0].getPropSet() != null) {
      count = 0;
      for (DynamicProperty property : found[0].getPropSet()) {
        count += property.getVal() instanceof ManagedObjectReference[] inside ? inside.length : 0;
      }
    }
    if (count < 0) {
      throw ModuleException.refused("what it holds cannot be read, so nobody knows it is empty");
    }
    if (count > 0) {
      throw ModuleException.refused(
          "it still holds " + count + " object" + (count == 1 ? "" : "s") + " that are not ours");
    }
  }

  private static boolean misses(ObjectContent found) {
    return found.getMissingSet() != null && found.getMissingSet().length > 0;
  }
}
