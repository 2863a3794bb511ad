package dev.provision.modules.images;

import com.vmware.vim25.DuplicateName;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.image.ImagePlace;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import dev.provision.vsphere.places.DirectHost;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;
import java.util.Optional;

/** The folder of a datacenter that imported images live in, {@code /DC0/vm/provision/images}. */
final class ImageFolder {
  static final List<String> NAMES = ImagePlace.NAMES;

  private ImageFolder() {}

  /** Whether a path is in such a folder. */
  static boolean holds(InventoryPath path) {
    List<String> above = path.parent().names();
    return above.size() > NAMES.size()
        && above.subList(above.size() - NAMES.size(), above.size()).equals(NAMES);
  }

  /** Its path in the datacenter of a host, whether it is there or not. */
  static InventoryPath path(ManagedObjectReference host, Inventory inventory)
      throws ModuleException {
    return ImagePlace.in(inventory.path(datacenter(host, inventory).ref()));
  }

  /** Finds or makes the folder in the datacenter of a host. */
  static ManagedObjectReference ensure(ManagedObjectReference host, VsphereWriter write)
      throws ModuleException {
    Inventory inventory = write.inventory();
    InventoryPath top = inventory.path(datacenter(host, inventory).ref()).child("vm");
    ManagedObjectReference folder =
        inventory
            .at(top)
            .map(Item::ref)
            .orElseThrow(() -> missing("the folder " + top + " cannot be read"));
    if (DirectHost.is(inventory)) {
      // a single ESXi host has no VM folders
      return folder;
    }
    InventoryPath at = top;
    for (String name : NAMES) {
      at = at.child(name);
      Optional<Item> there = inventory.at(at).filter(item -> item.type().equals("Folder"));
      folder = there.isPresent() ? there.get().ref() : create(folder, name, write);
    }
    return folder;
  }

  /** The datacenter of an object. */
  static Item datacenter(ManagedObjectReference below, Inventory inventory) throws ModuleException {
    return ImagePlace.datacenter(below, inventory)
        .orElseThrow(() -> missing("the datacenter of the chosen host cannot be read"));
  }

  /** Another step or run may have made it since; then the fault names the existing folder. */
  private static ManagedObjectReference create(
      ManagedObjectReference parent, String name, VsphereWriter write) throws ModuleException {
    try {
      ManagedObjectReference made = write.call(api -> api.createFolder(parent, name));
      write.touched(made);
      return made;
    } catch (ModuleException e) {
      if (e.getCause() instanceof VimFault fault
          && fault.fault() instanceof DuplicateName duplicate
          && duplicate.getObject() != null
          && duplicate.getObject().getType().equals("Folder")) {
        return duplicate.getObject();
      }
      throw e;
    }
  }

  private static ModuleException missing(String what) {
    return ModuleException.refused(what);
  }
}
