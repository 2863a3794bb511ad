package dev.provision.modules.vapps;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.object.ObjectDesired;
import dev.provision.vsphere.places.Tree;
import java.util.Optional;

/**
 * The folder of VMs in which a vApp is shown. A vApp in another one has none (vSphere Web Services
 * SDK Programming Guide, "Creating a VirtualApp").
 */
final class VAppFolder {
  private static final String PROPERTY = "parentFolder";

  private VAppFolder() {}

  /** The path of the one in which a vApp is. */
  static Optional<String> seen(Item app, Inventory read) {
    return app.get(PROPERTY, ManagedObjectReference.class)
        .filter(folder -> read.get(folder).isPresent())
        .map(folder -> read.path(folder).toString());
  }

  /** The one in which a new vApp is made; empty for one in another vApp. */
  static Optional<InventoryPath> wanted(ObjectDesired<VAppSpec> desired, Inventory read) {
    Optional<InventoryPath> above = desired.path().map(InventoryPath::parent);
    while (above.isPresent() && !above.get().names().isEmpty()) {
      InventoryPath at = above.get();
      Optional<Item> item = read.at(at);
      if (isOf(item, "VirtualApp")) {
        return Optional.empty();
      }
      if (isOf(item, "Datacenter")) {
        return desired
            .spec()
            .folder()
            .map(Ref::name)
            .map(InventoryPath::parse)
            .or(() -> top(item.get(), read));
      }
      above = Optional.of(at.parent());
    }
    return Optional.empty();
  }

  private static boolean isOf(Optional<Item> item, String type) {
    return item.filter(each -> each.type().equals(type)).isPresent();
  }

  private static Optional<InventoryPath> top(Item datacenter, Inventory read) {
    return Tree.VM.top(datacenter, read).map(folder -> read.path(folder.ref()));
  }
}
