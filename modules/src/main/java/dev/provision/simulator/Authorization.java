package dev.provision.simulator;

import com.vmware.vim25.AuthorizationRole;
import com.vmware.vim25.EntityPrivilege;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PrivilegeAvailability;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/** {@code AuthorizationManager}: who may do what on which object. */
final class Authorization {
  private final World world;

  Authorization(World world) {
    this.world = world;
  }

  void methods(Methods methods) {
    methods
        .on("AuthorizationManager", "HasPrivilegeOnEntities", "", this::onEntities)
        .on("AuthorizationManager", "HasUserPrivilegeOnEntities", "", this::onEntities)
        .on("AuthorizationManager", "HasPrivilegeOnEntity", "", this::onEntity);
  }

  /**
   * @throws VimFault NoPermission with the privilege and the object
   */
  void demand(Invocation in, Managed object, String privilege) throws VimFault {
    if (in.session() != null && !may(in.session(), object, privilege)) {
      throw Refuse.permission(object.ref(), privilege);
    }
  }

  private boolean may(Session session, Managed object, String privilege) {
    return session.user().may(privilege, world.path(object));
  }

  private Object onEntities(Invocation in) throws VimFault {
    String[] privileges = in.need("privId", String[].class);
    List<EntityPrivilege> answers = new ArrayList<>();
    for (ManagedObjectReference ref : in.need("entity", ManagedObjectReference[].class)) {
      Managed entity = in.find(ref);
      EntityPrivilege answer = new EntityPrivilege();
      answer.entity = ref;
      answer.privAvailability = new PrivilegeAvailability[privileges.length];
      for (int i = 0; i < privileges.length; i++) {
        PrivilegeAvailability one = new PrivilegeAvailability();
        one.privId = privileges[i];
        one.isGranted = may(in.session(), entity, privileges[i]);
        answer.privAvailability[i] = one;
      }
      answers.add(answer);
    }
    return answers.toArray(new EntityPrivilege[0]);
  }

  private Object onEntity(Invocation in) throws VimFault {
    Managed entity = in.object("entity");
    String[] privileges = in.need("privId", String[].class);
    boolean[] answers = new boolean[privileges.length];
    for (int i = 0; i < privileges.length; i++) {
      answers[i] = may(in.session(), entity, privileges[i]);
    }
    return answers;
  }

  /** The roles that every vCenter has. */
  static AuthorizationRole[] roles() {
    return new AuthorizationRole[] {
      role(-1, "Admin", "System.Anonymous", "System.View", "System.Read"),
      role(-2, "ReadOnly", "System.Anonymous", "System.View", "System.Read"),
      role(-5, "NoAccess")
    };
  }

  private static AuthorizationRole role(int id, String name, String... privileges) {
    AuthorizationRole role = new AuthorizationRole();
    role.roleId = id;
    role.system = true;
    role.name = name;
    role.privilege = privileges.length == 0 ? null : privileges;
    return role;
  }
}
