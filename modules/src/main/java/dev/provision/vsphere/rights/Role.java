package dev.provision.vsphere.rights;

import com.vmware.vim25.AuthorizationRole;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A role as the server has it (vSphere API, AuthorizationRole).
 *
 * @param id stays the same when the role is renamed
 * @param system whether it belongs to the server and cannot be changed
 * @param privileges in the server's spelling and without {@link #isInEveryRole those of every
 *     role}; compared without regard to case, because versions and documents differ in it
 */
public record Role(int id, String name, boolean system, SortedSet<String> privileges) {
  public Role {
    Objects.requireNonNull(name);
    privileges = Collections.unmodifiableSortedSet(set(privileges));
  }

  static Role of(AuthorizationRole role) {
    SortedSet<String> privileges = set(List.of());
    for (String each : role.getPrivilege() == null ? new String[0] : role.getPrivilege()) {
      if (!isInEveryRole(each)) {
        privileges.add(each);
      }
    }
    return new Role(
        role.getRoleId(), role.getName(), role.isSystem() || role.getRoleId() < 0, privileges);
  }

  /** Ids of privileges, sorted, where upper and lower case are the same. */
  public static SortedSet<String> set(Collection<String> privileges) {
    SortedSet<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    all.addAll(privileges);
    return all;
  }

  /**
   * The server adds {@code System.Anonymous}, {@code System.View} and {@code System.Read} to every
   * role that somebody makes (vSphere API, AddAuthorizationRole).
   */
  public static boolean isInEveryRole(String privilege) {
    return privilege.regionMatches(true, 0, "System.", 0, "System.".length());
  }
}
