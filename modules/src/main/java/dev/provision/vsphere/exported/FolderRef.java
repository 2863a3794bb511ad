package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.Optional;

/**
 * A folder that VMs go to.
 *
 * @param ref empty while it is not there
 * @param ofHost whether it is the only one that a single ESXi host has
 */
public record FolderRef(InventoryPath path, Optional<ManagedObjectReference> ref, boolean ofHost) {
  /** One of a vCenter. */
  public FolderRef(InventoryPath path, Optional<ManagedObjectReference> ref) {
    this(path, ref, false);
  }
}
