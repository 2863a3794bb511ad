package dev.provision.vsphere.rights;

import com.vmware.vim25.AuthorizationPrivilege;
import com.vmware.vim25.AuthorizationRole;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Permission;
import dev.provision.spi.ModuleException;
import dev.provision.vsphere.inventory.AddedProperties;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.VsphereWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The roles of a server, the privileges that it knows, and the permissions on its objects: of a
 * snapshot, or as they are now in a step (vSphere API, AuthorizationManager). Immutable.
 */
public final class Rights {
  public static final String TYPE = "AuthorizationManager";
  public static final String ROLES = "roleList";
  public static final String PRIVILEGES = "privilegeList";

  /** The role that has every privilege. */
  public static final int ADMIN = -1;

  private final Item manager;
  private final List<Role> roles;
  private final SortedSet<String> privileges;

  private Rights(Item manager) {
    this.manager = manager;
    this.roles =
        Arrays.stream(
                manager.get(ROLES, AuthorizationRole[].class).orElse(new AuthorizationRole[0]))
            .map(Role::of)
            .toList();
    this.privileges =
        Role.set(
            Arrays.stream(
                    manager
                        .get(PRIVILEGES, AuthorizationPrivilege[].class)
                        .orElse(new AuthorizationPrivilege[0]))
                .map(AuthorizationPrivilege::getPrivId)
                .toList());
    // a server that does not list them shows them in the role that has them all
    role(ADMIN).ifPresent(admin -> privileges.addAll(admin.privileges()));
  }

  /** Empty where they were not read: nothing asks for them, or the server has none. */
  public static Optional<Rights> of(Inventory read) {
    return read.all(TYPE).stream().findFirst().map(Rights::new);
  }

  /** As they are now, without the permissions. */
  public static Rights now(ManagedObjectReference manager, VsphereWriter write)
      throws ModuleException {
    Rights now = new Rights(write.read(manager, ROLES));
    if (now.unread().isPresent()) {
      throw ModuleException.refused("the roles cannot be read: " + now.unread().get());
    }
    return now;
  }

  public ManagedObjectReference manager() {
    return manager.ref();
  }

  /** Why the roles cannot be read; empty when they can. */
  public Optional<String> unread() {
    return Optional.ofNullable(manager.missing().get(ROLES));
  }

  public List<Role> roles() {
    return roles;
  }

  public Optional<Role> role(String name) {
    return roles.stream().filter(role -> role.name().equals(name)).findFirst();
  }

  public Optional<Role> role(int id) {
    return roles.stream().filter(role -> role.id() == id).findFirst();
  }

  /** All that the server knows; empty when it does not tell. */
  public SortedSet<String> privileges() {
    return privileges;
  }

  /** A privilege in the server's spelling; as it is when the server does not know it. */
  public String spelled(String privilege) {
    SortedSet<String> from = privileges.tailSet(privilege);
    return !from.isEmpty() && from.first().equalsIgnoreCase(privilege) ? from.first() : privilege;
  }

  /** The account of the session; empty when it was not read, or the server does not say. */
  public Optional<OwnAccount> account() {
    return manager
        .get(AddedProperties.ACCOUNT, String.class)
        .filter(name -> !name.isEmpty())
        .map(
            name ->
                new OwnAccount(
                    name,
                    Arrays.stream(
                            manager
                                .get(AddedProperties.GROUPS, String[].class)
                                .orElse(new String[0]))
                        .map(group -> Principal.of(group, true))
                        .collect(Collectors.toSet())));
  }

  /** The accounts to which the playbook gives permissions. */
  public List<AccountOn> declared() {
    return List.of(
        manager.get(AddedProperties.DECLARED_ACCOUNTS, AccountOn[].class).orElse(new AccountOn[0]));
  }

  /** Those of the permissions that were read. */
  public List<Permission> permissions(Predicate<Permission> which) {
    return Arrays.stream(
            manager.get(AddedProperties.PERMISSIONS, Permission[].class).orElse(new Permission[0]))
        .filter(which)
        .toList();
  }
}
