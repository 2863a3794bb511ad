package dev.provision.simulator.server;

import dev.provision.spi.schema.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Who may log in.
 *
 * @param password empty to take any
 * @param privileges what the account may do everywhere, {@code VirtualMachine.Inventory.Create} or
 *     {@code VirtualMachine.*}; {@code *} for all
 * @param denied what it may not do all the same, {@code privilege} or {@code privilege on /a/path}
 */
public record User(
    String name, Optional<Secret> password, List<String> privileges, List<String> denied) {
  public User {
    privileges = List.copyOf(privileges);
    denied = List.copyOf(denied);
  }

  static User administrator() {
    return new User("administrator@vsphere.local", Optional.empty(), List.of("*"), List.of());
  }

  boolean may(String privilege, String path) {
    if (privilege.startsWith("System.")) {
      return !denies(privilege, path);
    }
    return privileges.stream().anyMatch(granted -> covers(granted, privilege))
        && !denies(privilege, path);
  }

  private boolean denies(String privilege, String path) {
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
