package dev.provision.vsphere.image;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import dev.provision.vsphere.inventory.Item;
import java.util.List;
import java.util.Optional;

/** Where imported images and their copies are: {@code /DC0/vm/provision/images}. */
public final class ImagePlace {
  public static final List<String> NAMES = List.of("provision", "images");

  private ImagePlace() {}

  /** The datacenter of an object; empty when it cannot be read. */
  public static Optional<Item> datacenter(ManagedObjectReference below, Inventory read) {
    Optional<Item> item = read.get(below);
    while (item.isPresent() && !item.get().type().equals("Datacenter")) {
      item = item.get().parent().flatMap(read::get);
    }
    return item;
  }

  /** The folder in a datacenter, whether it is there or not. */
  public static InventoryPath in(InventoryPath datacenter) {
    InventoryPath at = datacenter.child("vm");
    for (String name : NAMES) {
      at = at.child(name);
    }
    return at;
  }
}
