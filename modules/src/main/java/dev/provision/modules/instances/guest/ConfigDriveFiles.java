package dev.provision.modules.instances.guest;

import dev.provision.modules.instances.vm.InstanceDesired;
import dev.provision.modules.instances.vm.InstanceState;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.DatastoreFiles;
import dev.provision.vsphere.kind.DatastoreUpload;
import dev.provision.vsphere.kind.VsphereWriter;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;

/**
 * The files of config drives, each in the folder of its VM. One is there whole before a drive names
 * it, and goes after no drive does, so wherever a run is cut, the next one sees what is missing. A
 * server deletes with a VM the files that are the VM's; a disc in a drive is not among them, so it
 * goes before. For one step, used by its own thread.
 */
public final class ConfigDriveFiles {
  private final VsphereWriter write;

  public ConfigDriveFiles(VsphereWriter write) {
    this.write = write;
  }

  /** Sends the disc that the changes are about; nothing else is touched. */
  public void send(InstanceDesired desired, InstanceState vm, List<Change> changes)
      throws ModuleException, InterruptedException {
    if (!VmConfigDrive.isChanged(changes) || !desired.hasConfigDrive()) {
      return;
    }
    ConfigDrive disc =
        VmConfigDrive.wanted(desired, vm)
            .orElseThrow(
                () ->
                    ModuleException.refused(
                        "its user_data or meta_data reads an attribute that is still unknown"
                            + "; `wait_for` of the resource that it names waits for an address"));
    if (VmConfigDrive.present(vm)
        .filter(drive -> drive.file().equals(disc.in(vm.media().folder())))
        .isPresent()) {
      return; // it is whole, and a VM that runs holds it
    }
    DatastoreFiles files = files(vm);
    new DatastoreUpload(files)
        .put(
            path(vm, disc.fileName()),
            () -> new ByteArrayInputStream(disc.bytes()),
            disc.bytes().length);
  }

  /** Takes away the discs that no drive names any more. */
  public void sweep(InstanceDesired desired, InstanceState vm, List<Change> changes)
      throws ModuleException, InterruptedException {
    if (VmConfigDrive.isChanged(changes) && VmConfigDrive.present(vm).isPresent()) {
      Optional<String> keep =
          desired.hasConfigDrive()
              ? VmConfigDrive.wanted(desired, vm).map(ConfigDrive::fileName)
              : Optional.empty();
      delete(vm, keep);
    }
  }

  /** Takes away the discs of a VM that is off and will be destroyed. */
  public void delete(InstanceState vm) throws ModuleException, InterruptedException {
    if (VmConfigDrive.present(vm).isPresent()) {
      delete(vm, Optional.empty());
    }
  }

  /** Takes away those of a VM whose drive has none any more. */
  public void deleteLeft(InstanceState vm) throws ModuleException, InterruptedException {
    delete(vm, Optional.empty());
  }

  private void delete(InstanceState vm, Optional<String> keep)
      throws ModuleException, InterruptedException {
    DatastoreFiles files = files(vm);
    for (DatastoreFiles.Found found : files.list(path(vm), ConfigDrive.NAMES)) {
      String name = found.path().substring(found.path().lastIndexOf('/') + 1);
      if (ConfigDrive.NAME.matcher(name).matches() && keep.filter(name::equals).isEmpty()) {
        files.delete(found.path());
      }
    }
  }

  /** Below the datastore's top. */
  private static String path(InstanceState vm) {
    String folder = vm.media().folder();
    return folder.substring(folder.indexOf(']') + 1).strip();
  }

  private static String path(InstanceState vm, String name) {
    return path(vm) + "/" + name;
  }

  private DatastoreFiles files(InstanceState vm) throws ModuleException {
    Inventory inventory = write.inventory();
    String vmx = vm.media().vmx();
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

  private static Optional<Item> datacenter(InstanceState vm, Inventory inventory) {
    Optional<Item> at = vm.vm().folder().flatMap(inventory::get);
    while (at.isPresent() && !at.get().type().equals("Datacenter")) {
      at = at.get().parent().flatMap(inventory::get);
    }
    return at;
  }
}
