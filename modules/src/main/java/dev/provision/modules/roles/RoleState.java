package dev.provision.modules.roles;

import dev.provision.vsphere.journal.JournalEntry;
import dev.provision.vsphere.rights.Role;
import java.util.List;
import java.util.Optional;

/**
 * A role as it was found.
 *
 * @param role empty for one of ours that is gone
 * @param entry of the journal
 * @param users who has it: {@code LAB\bob on /DC0/vm}
 */
record RoleState(Optional<Role> role, Optional<JournalEntry> entry, List<String> users) {
  RoleState {
    users = List.copyOf(users);
  }

  boolean isOurs() {
    return entry.filter(JournalEntry::counts).isPresent();
  }

  /** Its name, where it is there. */
  String path() {
    return "role "
        + role.map(Role::name)
            .or(() -> entry.map(each -> RoleEntry.of(each.mark()).name()))
            .orElse("");
  }
}
