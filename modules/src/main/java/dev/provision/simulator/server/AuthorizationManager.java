package dev.provision.simulator.server;

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
  static final String TYPE = "AuthorizationManager";

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
        .copied((made, from) -> from.keep("roleList", "privilegeList"), TYPE)
        .service(
            TYPE,
            TYPE,
            (content, ref) -> content.authorizationManager = ref,
            made -> world.set(made, "roleList", AuthorizationRoles.ofNew()))
        .derive(
            TYPE,
            (manager, property) ->
                switch (property) {
                  case "description" -> Described.privileges();
                  case "privilegeList" -> Privileges.all();
                  default -> null;
                })
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
}
