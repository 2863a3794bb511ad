package dev.provision.simulator.lab;

import com.vmware.vim25.Permission;
import dev.provision.simulator.inventory.Folder;
import dev.provision.simulator.server.AuthorizationPermissions;
import dev.provision.simulator.server.AuthorizationRoles;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;

/** The roles and permissions that a lab declares, and the administrators of every vCenter. */
final class LabRights {
  private final World world;

  LabRights(World world) {
    this.world = world;
  }

  void build(LabSpec lab) {
    if (!lab.esxi()) {
      AuthorizationPermissions.begin(world, Folder.root(world));
    }
    lab.roles().forEach((name, privileges) -> AuthorizationRoles.declare(world, name, privileges));
    for (LabPermission each : lab.permissions()) {
      Permission permission = new Permission();
      permission.principal = each.principal();
      permission.group = each.group();
      permission.propagate = each.propagate();
      permission.roleId = AuthorizationRoles.named(world, each.role());
      AuthorizationPermissions.declare(world, at(each.on()), permission);
    }
  }

  private Managed at(String path) {
    return world.all("ManagedEntity").stream()
        .filter(each -> world.path(each).equals(path))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no object `" + path + "`"));
  }
}
