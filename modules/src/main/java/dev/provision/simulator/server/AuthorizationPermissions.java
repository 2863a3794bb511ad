package dev.provision.simulator.server;

import com.vmware.vim25.AuthMinimumAdminPermission;
import com.vmware.vim25.ManagedEntityEventArgument;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.Permission;
import com.vmware.vim25.PermissionAddedEvent;
import com.vmware.vim25.RoleEventArgument;
import com.vmware.vim25.UserNotFound;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.rights.Principal;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The methods of {@code AuthorizationManager} that keep permissions. */
public final class AuthorizationPermissions implements ManagedType {
  private static final String ALL = Authorization.PERMISSIONS;
  private static final String MODIFY = "Authorization.ModifyPermissions";

  private static final Set<String> COMPUTE = Set.of("ComputeResource", "ClusterComputeResource");

  private final World world;
  private final Authorization authorization;
  private final SessionManager sessions;
  private final EventManager events;

  public AuthorizationPermissions(
      World world, Authorization authorization, SessionManager sessions, EventManager events) {
    this.world = world;
    this.events = events;
    this.authorization = authorization;
    this.sessions = sessions;
  }

  @Override
  public void register(Registry registry) {
    String type = AuthorizationManager.TYPE;
    registry
        .on(type, "RetrieveAllPermissions", "", in -> answer(all().toList()))
        .on(type, "RetrieveEntityPermissions", "", this::ofEntity)
        .on(type, "SetEntityPermissions", "", in -> set(in, false))
        .on(type, "ResetEntityPermissions", "", in -> set(in, true))
        .on(type, "RemoveEntityPermission", "", this::remove);
  }

  /** The administrators, whom every vCenter has. */
  public static void begin(World world, Managed root) {
    Permission first = new Permission();
    first.entity = root.ref();
    first.principal = "VSPHERE.LOCAL\\Administrators";
    first.group = true;
    first.roleId = AuthorizationRoles.ADMIN;
    first.propagate = true;
    world.set(root, ALL, new Permission[] {first});
  }

  /** Adds one that a lab declares. */
  public static void declare(World world, Managed entity, Permission permission) {
    List<Permission> now = on(entity);
    permission.entity = entity.ref();
    permission.principal = shown(permission.principal);
    now.add(permission);
    world.set(entity, ALL, now.toArray(Permission[]::new));
  }

  static void keep(World world, Managed entity, Predicate<Permission> which) {
    List<Permission> before = Authorization.on(entity).toList();
    List<Permission> after = before.stream().filter(which).toList();
    if (after.size() < before.size()) {
      world.set(entity, ALL, after.isEmpty() ? null : after.toArray(Permission[]::new));
    }
  }

  private Stream<Permission> all() {
    return world.all("ManagedEntity").stream().flatMap(Authorization::on);
  }

  private static Object answer(List<Permission> all) {
    return all.isEmpty() ? null : Values.copy(all.toArray(Permission[]::new));
  }

  private Object ofEntity(Invocation in) throws VimFault {
    Managed at = in.object("entity");
    List<Permission> found = new ArrayList<>(Authorization.on(at).toList());
    while (in.flag("inherited", false) && at.parent() != null) {
      at = world.need(at.parent());
      Authorization.on(at).filter(each -> each.propagate).forEach(found::add);
    }
    return answer(found);
  }

  /** Adds each, in the place of one for the same account; the others stay, unless it resets. */
  private Object set(Invocation in, boolean reset) throws VimFault {
    Managed entity = changeable(in);
    List<Permission> now = reset ? new ArrayList<>() : on(entity);
    for (Permission each : in.maybe("permission", Permission[].class).orElse(new Permission[0])) {
      AuthorizationRoles.find(in.self(), each.roleId);
      Principal principal = known(each);
      Permission stored = Values.copy(each);
      stored.entity = entity.ref();
      stored.principal = shown(each.principal);
      if (!now.removeIf(other -> Authorization.isFor(other, principal))) {
        tell(in, entity, stored);
      }
      now.add(stored);
    }
    return store(entity, now);
  }

  private void tell(Invocation in, Managed entity, Permission added) throws VimFault {
    PermissionAddedEvent event = new PermissionAddedEvent();
    event.entity = new ManagedEntityEventArgument();
    event.entity.entity = entity.ref();
    event.entity.name = entity.name();
    event.principal = added.principal;
    event.group = added.group;
    event.propagate = added.propagate;
    event.role = new RoleEventArgument();
    event.role.roleId = added.roleId;
    event.role.name = AuthorizationRoles.find(in.self(), added.roleId).name;
    events.by(in, event, entity, "Permission of " + added.principal + " added");
  }

  private Object remove(Invocation in) throws VimFault {
    Managed entity = changeable(in);
    Principal principal = Principal.of(in.text("user"), in.flag("isGroup", false));
    List<Permission> now = on(entity);
    if (!now.removeIf(each -> Authorization.isFor(each, principal))) {
      throw Refuse.with(new NotFound(), "The object or item referred to could not be found.");
    }
    return store(entity, now);
  }

  private static List<Permission> on(Managed entity) {
    return new ArrayList<>(Authorization.on(entity).toList());
  }

  private Object store(Managed entity, List<Permission> now) throws VimFault {
    if (entity.parent() == null && hasAdmin(on(entity)) && !hasAdmin(now)) {
      throw Refuse.with(
          new AuthMinimumAdminPermission(), "There must be at least one administrator.");
    }
    world.set(entity, ALL, now.isEmpty() ? null : now.toArray(Permission[]::new));
    return null;
  }

  private static boolean hasAdmin(List<Permission> permissions) {
    return permissions.stream().anyMatch(each -> each.roleId == AuthorizationRoles.ADMIN);
  }

  /** Some entities take none, because their parent's count (API, {@code SetEntityPermissions}). */
  private Managed changeable(Invocation in) throws VimFault {
    Managed entity = in.object("entity");
    authorization.demand(in, entity, MODIFY);
    ManagedObjectReference above = entity.parent();
    String parent = above == null ? "" : above.type;
    boolean top = entity.type().equals("Folder") && parent.equals("Datacenter");
    boolean rootPool = entity.is("ResourcePool") && COMPUTE.contains(parent);
    boolean alone = entity.type().equals("HostSystem") && parent.equals("ComputeResource");
    if (top || rootPool || alone) {
      throw Refuse.argument("entity", "set them on the object above it");
    }
    return entity;
  }

  private Principal known(Permission permission) throws VimFault {
    Principal principal = Principal.of(permission.principal, permission.group);
    if (!sessions.knows(principal)) {
      UserNotFound fault = new UserNotFound();
      fault.principal = permission.principal;
      fault.unresolved = false;
      throw Refuse.with(
          fault, "The user or group named '" + permission.principal + "' does not exist.");
    }
    return principal;
  }

  /** A vCenter shows {@code DOMAIN\name}, whatever was written. */
  private static String shown(String principal) {
    int at = principal.lastIndexOf('@');
    return at < 0 || principal.contains("\\")
        ? principal
        : principal.substring(at + 1).toUpperCase(Locale.ROOT) + "\\" + principal.substring(0, at);
  }
}
