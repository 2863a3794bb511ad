package dev.provision.vsphere.exported;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.Optional;

/**
 * A folder.
 *
 * @param ref empty while it does not exist
 * @param holdsVms whether it can hold VMs; other folders hold hosts, datastores or networks
 * @param ofHost whether it is the one VM folder of a single ESXi host
 */
public record FolderRef(
    InventoryPath path, Optional<ManagedObjectReference> ref, boolean holdsVms, boolean ofHost) {
  /** A folder for VMs in a vCenter. */
  public FolderRef(InventoryPath path, Optional<ManagedObjectReference> ref) {
    this(path, ref, true, false);
  }
}
