package dev.provision.simulator.server;

import com.vmware.vim25.AuthorizationRole;
import com.vmware.vim25.Permission;
import com.vmware.vim25.ServiceContent;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.wire.VimFault;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may do what on which object. The nearest object above, or the object itself, that has
 * permissions for the account or its groups decides; where none has, what the lab says of the
 * account. Somebody whom no lab names may do everything.
 */
public final class Authorization {
  /** The property of each entity; a permission is stored on the object that it was set on. */
  static final String PERMISSIONS = "permission";

  private final World world;

  public Authorization(World world) {
    this.world = world;
  }

  /**
   * @throws VimFault NoPermission with the privilege and the object
   */
  public void demand(Invocation in, Managed object, String privilege) throws VimFault {
    if (in.session() != null && !may(in.session(), object, privilege)) {
      throw Refuse.permission(object.ref(), privilege);
    }
  }

  boolean may(Session session, Managed object, String privilege) {
    return may(session.user(), object, privilege);
  }

  boolean may(User user, Managed object, String privilege) {
    String path = world.path(object);
    List<Permission> decide = user.isAnybody() ? List.of() : nearest(user, object);
    return decide.isEmpty()
        ? user.may(privilege, path)
        : !user.denies(privilege, path)
            && decide.stream().anyMatch(each -> holds(each.roleId, privilege));
  }

  /** Those of the account itself come before those of its groups, which add up. */
  private List<Permission> nearest(User user, Managed object) {
    Managed at = object.is("ManagedEntity") ? object : root();
    boolean above = false;
    while (at != null) {
      boolean inherited = above;
      List<Permission> here =
          on(at).filter(each -> each.propagate || !inherited).filter(user::isMeant).toList();
      List<Permission> own = here.stream().filter(each -> !each.group).toList();
      if (!here.isEmpty()) {
        return own.isEmpty() ? here : own;
      }
      at = at.parent() == null ? null : world.get(at.parent()).orElse(null);
      above = true;
    }
    return List.of();
  }

  private Managed root() {
    return world
        .get("ServiceInstance")
        .map(instance -> instance.get("content", ServiceContent.class))
        .flatMap(content -> world.get(content.rootFolder))
        .orElse(null);
  }

  static Stream<Permission> on(Managed entity) {
    Permission[] all = entity.get(PERMISSIONS, Permission[].class);
    return all == null ? Stream.of() : Stream.of(all);
  }

  static boolean isFor(Permission permission, Principal principal) {
    return Principal.of(permission).equals(principal);
  }

  private boolean holds(int role, String privilege) {
    return role == AuthorizationRoles.ADMIN
        || world.get(AuthorizationManager.TYPE).stream()
            .flatMap(manager -> Stream.of(manager.get("roleList", AuthorizationRole[].class)))
            .filter(each -> each.roleId == role && each.privilege != null)
            .flatMap(each -> Stream.of(each.privilege))
            .anyMatch(privilege::equals);
  }
}
