package dev.provision.vsphere.rights;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * What one permission gives.
 *
 * @param on the object that it is set on
 * @param propagate whether it counts for what is in that object too
 * @param role its id; empty for one that is still to be made
 * @param privileges those of the role
 */
public record Grant(
    ManagedObjectReference on,
    Principal principal,
    boolean propagate,
    OptionalInt role,
    SortedSet<String> privileges) {
  /** The role that takes everything away. */
  private static final int NO_ACCESS = -5;

  public Grant {
    Objects.requireNonNull(on);
    Objects.requireNonNull(principal);
    Objects.requireNonNull(role);
    Objects.requireNonNull(privileges);
  }

  /** Every role but NoAccess lets its account see the object. */
  public static Grant of(
      ManagedObjectReference on,
      Principal principal,
      boolean propagate,
      OptionalInt role,
      SortedSet<String> privileges) {
    SortedSet<String> all = Role.set(privileges);
    if (role.isEmpty() || role.getAsInt() != NO_ACCESS) {
      all.add("System.Read");
    }
    return new Grant(on, principal, propagate, role, all);
  }

  boolean isOf(ManagedObjectReference object, Principal account) {
    return on.equals(object) && principal.equals(account);
  }

  public boolean isAdmin() {
    return role.isPresent() && role.getAsInt() == Rights.ADMIN;
  }
}
