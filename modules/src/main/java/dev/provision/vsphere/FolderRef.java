package dev.provision.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Optional;

/**
 * A folder that VMs go to.
 *
 * @param ref empty while it is not there
 */
public record FolderRef(InventoryPath path, Optional<ManagedObjectReference> ref) {}
