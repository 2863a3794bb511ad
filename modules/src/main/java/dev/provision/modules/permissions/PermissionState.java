package dev.provision.modules.permissions;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Permission;
import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.rights.Role;
import java.util.List;
import java.util.Optional;

/**
 * A permission as it was found.
 *
 * @param permission empty for one of ours that is gone
 * @param role of it; empty where the server does not show that role
 * @param entry of the journal
 * @param others those of others on the object, where it is to have none
 * @param path {@code /DC0/vm/apps permission of EXAMPLE\app-team}, for messages
 */
record PermissionState(
    Optional<Permission> permission,
    Optional<Role> role,
    Optional<JournalEntry> entry,
    List<Other> others,
    String path) {
  PermissionState {
    others = List.copyOf(others);
  }

  Optional<ManagedObjectReference> entity() {
    return permission.map(Permission::getEntity);
  }
}
