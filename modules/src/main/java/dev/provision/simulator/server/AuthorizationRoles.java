package dev.provision.simulator.server;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.AuthorizationPrivilege;
import com.vmware.vim25.AuthorizationRole;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.Permission;
import com.vmware.vim25.RemoveFailed;
import com.vmware.vim25.RoleAddedEvent;
import com.vmware.vim25.RoleEvent;
import com.vmware.vim25.RoleEventArgument;
import com.vmware.vim25.RoleRemovedEvent;
import com.vmware.vim25.RoleUpdatedEvent;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The methods of {@code AuthorizationManager} that keep roles. */
public final class AuthorizationRoles implements ManagedType {
  static final int ADMIN = -1;

  /** Added to each role that is made (API, {@code AddAuthorizationRole}). */
  private static final List<String> EVERYWHERE =
      List.of("System.Anonymous", "System.Read", "System.View");

  private final World world;
  private final EventManager events;

  public AuthorizationRoles(World world, EventManager events) {
    this.world = world;
    this.events = events;
  }

  @Override
  public void register(Registry registry) {
    String type = AuthorizationManager.TYPE;
    String privilege = "Authorization.ModifyRoles";
    registry
        .on(type, "AddAuthorizationRole", privilege, this::add)
        .on(type, "UpdateAuthorizationRole", privilege, this::update)
        .on(type, "RemoveAuthorizationRole", privilege, this::remove)
        .on(type, "RetrieveRolePermissions", "", this::permissions);
  }

  /** The roles that every vCenter has. */
  static AuthorizationRole[] ofNew() {
    return new AuthorizationRole[] {
      role(ADMIN, "Admin", Privileges.ids()),
      role(-2, "ReadOnly", EVERYWHERE),
      role(-5, "NoAccess", List.of())
    };
  }

  private static AuthorizationRole role(int id, String name, List<String> privileges) {
    AuthorizationRole role = new AuthorizationRole();
    role.roleId = id;
    role.system = id < 0;
    role.name = name;
    role.info = Described.plain(name);
    role.privilege = privileges.isEmpty() ? null : privileges.toArray(String[]::new);
    return role;
  }

  /** The ids of all privileges. */
  public static List<String> privileges() {
    return Privileges.ids();
  }

  /** Adds one that a lab declares. */
  public static void declare(World world, String name, List<String> privileges) {
    Managed manager = world.get(AuthorizationManager.TYPE).orElseThrow();
    List<AuthorizationRole> roles = roles(manager);
    Set<String> all = new TreeSet<>(EVERYWHERE);
    all.addAll(privileges);
    roles.add(role(freeId(world, roles), name, List.copyOf(all)));
    world.set(manager, "roleList", roles.toArray(AuthorizationRole[]::new));
  }

  /** One that no role has; a linked vCenter may have given the next one. */
  private static int freeId(World world, List<AuthorizationRole> roles) {
    Set<Integer> taken = roles.stream().map(each -> each.roleId).collect(Collectors.toSet());
    int id;
    do {
      id = Math.toIntExact(1000 + world.nextId());
    } while (taken.contains(id));
    return id;
  }

  /**
   * The id of a role.
   *
   * @throws IllegalArgumentException where there is none of this name
   */
  public static int named(World world, String name) {
    return roles(world.get(AuthorizationManager.TYPE).orElseThrow()).stream()
        .filter(each -> each.name.equals(name))
        .map(each -> each.roleId)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no role `" + name + "`"));
  }

  private static List<AuthorizationRole> roles(Managed manager) {
    return new ArrayList<>(List.of(manager.get("roleList", AuthorizationRole[].class)));
  }

  private void store(Invocation in, List<AuthorizationRole> roles) {
    world.set(in.self(), "roleList", roles.toArray(AuthorizationRole[]::new));
  }

  /**
   * @throws VimFault NotFound where there is no such role
   */
  static AuthorizationRole find(Managed manager, int id) throws VimFault {
    return roles(manager).stream()
        .filter(each -> each.roleId == id)
        .findFirst()
        .orElseThrow(() -> Refuse.with(new NotFound(), "The role " + id + " was not found."));
  }

  private static void free(List<AuthorizationRole> roles, String name, int but) throws VimFault {
    for (AuthorizationRole each : roles) {
      if (each.name.equals(name) && each.roleId != but) {
        AlreadyExists fault = new AlreadyExists();
        fault.name = name;
        throw Refuse.with(fault, "The specified key, name, or identifier already exists.");
      }
    }
  }

  private List<String> privileges(Invocation in) throws VimFault {
    Set<String> all = new TreeSet<>(EVERYWHERE);
    Set<String> known = new TreeSet<>();
    for (AuthorizationPrivilege each :
        (AuthorizationPrivilege[]) world.read(in.self(), "privilegeList")) {
      known.add(each.privId);
    }
    // a copy of a server that does not list them has what its administrators have
    known.addAll(List.of(find(in.self(), ADMIN).privilege));
    for (String each : in.maybe("privIds", String[].class).orElse(new String[0])) {
      if (!known.contains(each)) {
        throw Refuse.argument("privIds", "there is no privilege `" + each + "`");
      }
      all.add(each);
    }
    return List.copyOf(all);
  }

  private static String name(Invocation in, String argument) throws VimFault {
    String name = in.text(argument);
    if (name.isBlank()) {
      throw Refuse.name(name);
    }
    return name;
  }

  private Object add(Invocation in) throws VimFault {
    String name = name(in, "name");
    List<AuthorizationRole> roles = roles(in.self());
    free(roles, name, 0);
    AuthorizationRole made = role(freeId(world, roles), name, privileges(in));
    roles.add(made);
    store(in, roles);
    RoleAddedEvent event = new RoleAddedEvent();
    event.privilegeList = made.privilege;
    tell(in, event, made, "added");
    return made.roleId;
  }

  private Object update(Invocation in) throws VimFault {
    List<AuthorizationRole> roles = roles(in.self());
    AuthorizationRole old = changeable(in);
    String name = name(in, "newName");
    free(roles, name, old.roleId);
    AuthorizationRole changed = role(old.roleId, name, privileges(in));
    roles.replaceAll(each -> each.roleId == old.roleId ? changed : each);
    store(in, roles);
    RoleUpdatedEvent event = new RoleUpdatedEvent();
    event.privilegeList = changed.privilege;
    tell(in, event, changed, "changed");
    return null;
  }

  private AuthorizationRole changeable(Invocation in) throws VimFault {
    AuthorizationRole role = find(in.self(), in.need("roleId", Integer.class));
    if (role.system) {
      throw Refuse.argument("roleId", "`" + role.name + "` is a system role");
    }
    return role;
  }

  private Object remove(Invocation in) throws VimFault {
    AuthorizationRole role = changeable(in);
    if (!with(role.roleId).isEmpty()) {
      if (in.flag("failIfUsed", true)) {
        throw Refuse.with(new RemoveFailed(), "The role '" + role.name + "' is in use.");
      }
      for (Managed entity : world.all("ManagedEntity")) {
        AuthorizationPermissions.keep(world, entity, each -> each.roleId != role.roleId);
      }
    }
    List<AuthorizationRole> roles = roles(in.self());
    roles.removeIf(each -> each.roleId == role.roleId);
    store(in, roles);
    tell(in, new RoleRemovedEvent(), role, "removed");
    return null;
  }

  private void tell(Invocation in, RoleEvent event, AuthorizationRole role, String what) {
    event.role = new RoleEventArgument();
    event.role.roleId = role.roleId;
    event.role.name = role.name;
    events.by(in, event, in.self(), "Role " + role.name + " " + what);
  }

  private List<Permission> with(int role) {
    return world.all("ManagedEntity").stream()
        .flatMap(Authorization::on)
        .filter(each -> each.roleId == role)
        .toList();
  }

  private Object permissions(Invocation in) throws VimFault {
    List<Permission> all = with(find(in.self(), in.need("roleId", Integer.class)).roleId);
    return all.isEmpty() ? null : Values.copy(all.toArray(Permission[]::new));
  }
}
