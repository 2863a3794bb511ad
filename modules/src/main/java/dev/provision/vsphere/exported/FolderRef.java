package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.Optional;

/**
 * A folder.
 *
 * @param ref empty while it is not there
 * @param holdsVms whether VMs can stand in it; others are for hosts, datastores or networks
 * @param ofHost whether it is the only one that a single ESXi host has
 */
public record FolderRef(
    InventoryPath path, Optional<ManagedObjectReference> ref, boolean holdsVms, boolean ofHost) {
  /** One for VMs, of a vCenter. */
  public FolderRef(InventoryPath path, Optional<ManagedObjectReference> ref) {
    this(path, ref, true, false);
  }
}
