package dev.provision.simulator.server;

import com.vmware.vim25.AuthorizationRole;
import com.vmware.vim25.EntityPrivilege;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PrivilegeAvailability;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;

/** {@code AuthorizationManager}: tells an account what it may do. */
public final class AuthorizationManager implements ManagedType {
  private static final String TYPE = "AuthorizationManager";

  private final World world;
  private final Authorization authorization;

  public AuthorizationManager(World world, Authorization authorization) {
    this.world = world;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    registry
        .schema(TYPE + ": description privilegeList roleList")
        .service(
            TYPE,
            TYPE,
            (content, ref) -> content.authorizationManager = ref,
            made -> world.set(made, "roleList", roles()))
        .derive(
            TYPE,
            (manager, property) -> property.equals("description") ? Described.privileges() : null)
        .on(TYPE, "HasPrivilegeOnEntities", "", this::onEntities)
        .on(TYPE, "HasUserPrivilegeOnEntities", "", this::onEntities)
        .on(TYPE, "HasPrivilegeOnEntity", "", this::onEntity);
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
        one.isGranted = authorization.may(in.session(), entity, privileges[i]);
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
      answers[i] = authorization.may(in.session(), entity, privileges[i]);
    }
    return answers;
  }

  /** The roles that every vCenter has. */
  private static AuthorizationRole[] roles() {
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
    role.info = Described.plain(name);
    role.privilege = privileges.length == 0 ? null : privileges;
    return role;
  }
}
