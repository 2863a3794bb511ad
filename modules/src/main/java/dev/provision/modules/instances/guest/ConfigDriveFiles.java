package dev.provision.modules.instances.guest;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.modules.instances.vm.VmMedia;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.kind.files.DatastoreFiles;
import dev.provision.vsphere.kind.files.DatastoreUpload;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;

/**
 * Uploads and deletes the files of config drives, each in the folder of its VM. A file is uploaded
 * before a drive names it and deleted only when no drive does, so after a killed run the next one
 * sees what is missing. A server that deletes a VM does not delete an ISO in its drive, so we
 * delete it first. For one step, used by its own thread.
 */
public final class ConfigDriveFiles {
  private final VsphereWriter write;

  public ConfigDriveFiles(VsphereWriter write) {
    this.write = write;
  }

  /** Uploads the config drive if the changes ask for it. */
  public void send(GuestData wanted, VmConfigDrive.Has seen, Vm vm, List<Change> changes)
      throws ModuleException, InterruptedException {
    if (!VmConfigDrive.isChanged(changes) || !wanted.hasConfigDrive()) {
      return;
    }
    ConfigDrive disc =
        VmConfigDrive.disc(wanted, seen.nics(), vm)
            .orElseThrow(() -> VmGuest.unknown("user_data or meta_data"));
    VmMedia media = seen.media();
    if (VmConfigDrive.present(media)
        .filter(drive -> drive.file().equals(disc.in(media.folder())))
        .isPresent()) {
      return; // the file is complete, and a running VM has it in use
    }
    new DatastoreUpload(files(media, vm))
        .put(
            path(media) + "/" + disc.fileName(),
            () -> new ByteArrayInputStream(disc.bytes()),
            disc.bytes().length);
  }

  /** Deletes the config drives that no drive names any more. */
  public void sweep(GuestData wanted, VmConfigDrive.Has seen, Vm vm, List<Change> changes)
      throws ModuleException, InterruptedException {
    if (VmConfigDrive.isChanged(changes) && VmConfigDrive.present(seen.media()).isPresent()) {
      Optional<String> keep =
          wanted.hasConfigDrive()
              ? VmConfigDrive.disc(wanted, seen.nics(), vm).map(ConfigDrive::fileName)
              : Optional.empty();
      delete(seen.media(), vm, keep);
    }
  }

  /** Deletes the config drives of a VM that is off and will be destroyed. */
  public void delete(VmMedia media, Vm vm) throws ModuleException, InterruptedException {
    if (VmConfigDrive.present(media).isPresent()) {
      delete(media, vm, Optional.empty());
    }
  }

  /** Deletes the config drives of a VM whose drive was emptied or removed before. */
  public void deleteLeft(VmMedia media, Vm vm) throws ModuleException, InterruptedException {
    delete(media, vm, Optional.empty());
  }

  private void delete(VmMedia media, Vm vm, Optional<String> keep)
      throws ModuleException, InterruptedException {
    DatastoreFiles files = files(media, vm);
    for (DatastoreFiles.Found found : files.list(path(media), ConfigDrive.NAMES)) {
      String name = found.path().substring(found.path().lastIndexOf('/') + 1);
      if (ConfigDrive.NAME.matcher(name).matches() && keep.filter(name::equals).isEmpty()) {
        files.delete(found.path());
      }
    }
  }

  /** The folder's path in its datastore. */
  private static String path(VmMedia media) {
    return media.folder().substring(media.folder().indexOf(']') + 1).strip();
  }

  private DatastoreFiles files(VmMedia media, Vm vm) throws ModuleException {
    Inventory inventory = write.inventory();
    String vmx = media.vmx();
    int close = vmx.indexOf(']');
    Optional<Item> datacenter = datacenter(vm, inventory);
    if (close < 1 || datacenter.isEmpty()) {
      throw ModuleException.refused("vCenter does not say where its files lie: `" + vmx + "`");
    }
    String name = vmx.substring(1, close);
    String below = inventory.path(datacenter.get().ref()) + "/";
    return inventory.all("Datastore").stream()
        .filter(store -> store.name().equals(name))
        .filter(store -> inventory.path(store.ref()).toString().startsWith(below))
        .findFirst()
        .map(store -> new DatastoreFiles(write, datacenter.get(), store))
        .orElseThrow(
            () -> ModuleException.refused("datastore `" + name + "` of its files cannot be read"));
  }

  private static Optional<Item> datacenter(Vm vm, Inventory inventory) {
    Optional<Item> at = vm.folder().or(() -> vapp(vm, inventory)).flatMap(inventory::get);
    while (at.isPresent() && !at.get().type().equals("Datacenter")) {
      at = at.get().parent().flatMap(inventory::get);
    }
    return at;
  }

  /** What a VM without a folder is in. */
  private static Optional<ManagedObjectReference> vapp(Vm vm, Inventory inventory) {
    return inventory
        .get(vm.ref())
        .flatMap(item -> item.get("parentVApp", ManagedObjectReference.class));
  }
}
