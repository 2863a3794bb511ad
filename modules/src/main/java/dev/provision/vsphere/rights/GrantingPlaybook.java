package dev.provision.vsphere.rights;

import dev.provision.spi.Right;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The sections {@code roles} and {@code permissions} that give an account what it needs: one role
 * for objects that need the same, and a permission on each. An object that does not exist yet gets
 * its rights from the nearest one above it.
 */
public final class GrantingPlaybook {
  private GrantingPlaybook() {}

  /** Empty when nothing is to be given. */
  public static String of(List<Right> rights, VcenterSpec connection, Inventory read) {
    Map<String, SortedSet<String>> byObject = new TreeMap<>();
    for (Right right : rights) {
      HeldRights.nearest(right.on(), read)
          .map(path -> permitted(path, read))
          .ifPresent(
              path ->
                  byObject
                      .computeIfAbsent(path.toString(), on -> Role.set(List.of()))
                      .add(right.privilege()));
    }
    if (byObject.isEmpty()) {
      return "";
    }
    Map<SortedSet<String>, List<String>> byRole = new TreeMap<>(GrantingPlaybook::compare);
    byObject.forEach(
        (on, privileges) -> byRole.computeIfAbsent(privileges, p -> new ArrayList<>()).add(on));
    StringBuilder roles = new StringBuilder("roles:\n");
    StringBuilder permissions = new StringBuilder("permissions:\n");
    String account = connection.effectiveUsername().orElse("DOMAIN\\user");
    int role = 0;
    int permission = 0;
    for (Map.Entry<SortedSet<String>, List<String>> each : byRole.entrySet()) {
      String name = "provision-" + ++role;
      roles.append("  ").append(name).append(":\n    privileges:\n");
      each.getKey().forEach(id -> roles.append("      - ").append(id).append('\n'));
      for (String on : each.getValue()) {
        permissions
            .append("  account-" + ++permission)
            .append(": {on: ")
            .append(quoted(on))
            .append(", principal: ")
            .append(quoted(account))
            .append(", role: ")
            .append(name)
            .append("}\n");
      }
    }
    return roles.append(permissions).toString();
  }

  private static InventoryPath permitted(InventoryPath path, Inventory read) {
    return read.at(path).flatMap(item -> PermissionPlace.instead(item, path, read)).orElse(path);
  }

  private static int compare(SortedSet<String> one, SortedSet<String> other) {
    int bySize = Integer.compare(other.size(), one.size());
    return bySize != 0 ? bySize : one.toString().compareTo(other.toString());
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
