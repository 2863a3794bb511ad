package dev.provision.modules.images;

import dev.provision.spi.ModuleException;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Place;
import dev.provision.vsphere.placement.HostPlacement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the calls for an image need, those by which it is imported over a lease. A file that is
 * uploaded to a datastore needs more there, which depends on the file and shows when it is sent.
 */
final class ImageRights {
  private ImageRights() {}

  static List<Right> toCreate(HostPlacement at, Inventory read) {
    InventoryPath place;
    try {
      place = ImageFolder.path(at.host(), read);
    } catch (ModuleException e) {
      return List.of(); // the import says so
    }
    String folder = place.toString();
    String pool =
        at.resourcePool() instanceof Place.Planned planned
            ? planned.path().toString()
            : read.path(((Place.Known) at.resourcePool()).ref()).toString();
    List<Right> rights = new ArrayList<>(toFinish(folder));
    if (read.at(place).isEmpty()) {
      rights.add(new Right("Folder.Create", folder, "CreateFolder"));
    }
    // of ImportVApp the pool and the folder are parameters that need it (vSphere API)
    rights.add(new Right("VApp.Import", folder, "ImportVApp"));
    rights.add(new Right("VApp.Import", pool, "ImportVApp"));
    rights.add(new Right("VirtualMachine.Inventory.Create", folder, "ImportVApp"));
    rights.add(new Right("Resource.AssignVMToPool", pool, "ImportVApp"));
    rights.add(
        new Right("Datastore.AllocateSpace", read.path(at.datastore()).toString(), "ImportVApp"));
    return rights;
  }

  /** Its marks, its snapshot, and that it becomes a template. */
  static List<Right> toFinish(String on) {
    return List.of(
        new Right("VirtualMachine.Config.AdvancedConfig", on, "ReconfigVM_Task"),
        new Right("VirtualMachine.State.CreateSnapshot", on, "CreateSnapshot_Task"),
        new Right("VirtualMachine.Provisioning.MarkAsTemplate", on, "MarkAsTemplate"));
  }

  static List<Right> toDelete(ImageSeen seen) {
    return List.of(
        new Right("VirtualMachine.Inventory.Delete", seen.path().toString(), "Destroy_Task"),
        new Right(
            "VirtualMachine.Inventory.Delete", seen.path().parent().toString(), "Destroy_Task"));
  }
}
