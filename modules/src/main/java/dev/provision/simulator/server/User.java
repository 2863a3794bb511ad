package dev.provision.simulator.server;

import com.vmware.vim25.Permission;
import dev.provision.spi.schema.Secret;
import dev.provision.vsphere.rights.Principal;
import java.util.List;
import java.util.Optional;

/**
 * Who may log in.
 *
 * @param password empty to take any
 * @param privileges what the account may do everywhere, {@code VirtualMachine.Inventory.Create} or
 *     {@code VirtualMachine.*}; {@code *} for all
 * @param denied what it may not do all the same, {@code privilege} or {@code privilege on /a/path}
 * @param groups of which it is, as permissions name them
 * @param isAnybody whether the lab names no users: then it may do everything
 */
public record User(
    String name,
    Optional<Secret> password,
    List<String> privileges,
    List<String> denied,
    List<String> groups,
    boolean isAnybody) {
  public User {
    privileges = List.copyOf(privileges);
    denied = List.copyOf(denied);
    groups = List.copyOf(groups);
  }

  static User anybody(String name) {
    return new User(name, Optional.empty(), List.of("*"), List.of(), List.of(), true);
  }

  /** Whether a permission is for it, or for one of its groups. */
  boolean isMeant(Permission permission) {
    Principal of = Principal.of(permission);
    return permission.group
        ? groups.stream().anyMatch(each -> Principal.of(each, true).equals(of))
        : Principal.of(name, false).equals(of);
  }

  boolean may(String privilege, String path) {
    if (privilege.startsWith("System.")) {
      return !denies(privilege, path);
    }
    return privileges.stream().anyMatch(granted -> covers(granted, privilege))
        && !denies(privilege, path);
  }

  boolean denies(String privilege, String path) {
    for (String each : denied) {
      int on = each.indexOf(" on ");
      String what = on < 0 ? each : each.substring(0, on);
      String where = on < 0 ? "/" : each.substring(on + 4).strip();
      boolean below = where.equals("/") || path.equals(where) || path.startsWith(where + "/");
      if (below && covers(what.strip(), privilege)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(String granted, String privilege) {
    return granted.equals("*")
        || granted.equals(privilege)
        || granted.endsWith(".*")
            && privilege.startsWith(granted.substring(0, granted.length() - 1));
  }
}
