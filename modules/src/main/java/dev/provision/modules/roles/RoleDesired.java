package dev.provision.modules.roles;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.vsphere.rights.Role;
import java.util.Collections;
import java.util.SortedSet;

/**
 * A role as it should be.
 *
 * @param name in vCenter
 * @param privileges all that it must have, as the playbook spells them
 * @param exclusive whether it must have no others
 */
record RoleDesired(
    Address address,
    EnvironmentId environment,
    String name,
    SortedSet<String> privileges,
    boolean exclusive,
    boolean existing,
    boolean protect) {
  RoleDesired {
    privileges = Collections.unmodifiableSortedSet(Role.set(privileges));
  }

  /** What a role that has these privileges should have. */
  SortedSet<String> wanted(SortedSet<String> has) {
    SortedSet<String> all = Role.set(privileges);
    if (!exclusive) {
      all.addAll(has);
    }
    return all;
  }
}
