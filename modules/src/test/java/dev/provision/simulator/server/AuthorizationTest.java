package dev.provision.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.vmware.vim25.AlreadyExists;
import com.vmware.vim25.AuthMinimumAdminPermission;
import com.vmware.vim25.AuthorizationRole;
import com.vmware.vim25.InvalidArgument;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotFound;
import com.vmware.vim25.Permission;
import com.vmware.vim25.PermissionAddedEvent;
import com.vmware.vim25.RemoveFailed;
import com.vmware.vim25.RoleAddedEvent;
import com.vmware.vim25.UserNotFound;
import com.vmware.vim25.ws.VimStub;
import dev.provision.simulator.Bench;
import dev.provision.vsphere.wire.StubClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles and permissions, and what an account may do by them. */
class AuthorizationTest {
  private static final String LAB =
      Bench.LAB
          + """
          users:
            root: {privileges: ["*"]}
            bob@lab.example: {groups: ['LAB.EXAMPLE\\ops']}
          roles:
            maker: [Folder.Create, Folder.Delete]
          permissions:
            - {on: /DC0, principal: ops@lab.example, group: true, role: maker}
          """;

  private Bench bench;
  private ManagedObjectReference manager;
  private VimStub bob;

  @BeforeEach
  void start() throws Exception {
    bench = Bench.of(LAB);
    manager = bench.content.getAuthorizationManager();
    bob = StubClient.stub(bench.simulator.connect());
    bob.login(bench.content.getSessionManager(), "bob@lab.example", "", null);
  }

  private AuthorizationRole role(String name) throws Exception {
    return Stream.of((AuthorizationRole[]) bench.read(manager, "roleList"))
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private Permission permission(String principal, String role, boolean propagate) throws Exception {
    Permission permission = new Permission();
    permission.setPrincipal(principal);
    permission.setGroup(false);
    permission.setRoleId(role(role).getRoleId());
    permission.setPropagate(propagate);
    return permission;
  }

  private void set(String path, Permission... permissions) throws Exception {
    bench.api.setEntityPermissions(manager, bench.find(path), permissions);
  }

  private void makes(String folder, String name) throws Exception {
    bob.createFolder(bench.find(folder), name);
  }

  private void isRefused(String folder, String name) {
    Bench.refused(
        NoPermission.class,
        "Permission to perform this operation was denied.",
        () -> makes(folder, name));
  }

  @Test
  void aPermissionCountsForAllBelowItsObjectAndTheNearestOneDecides() throws Exception {
    makes("DC0/vm", "a");
    bench.api.createFolder(bench.find("DC0/vm/a"), "b");

    set("DC0/vm/a", permission("LAB.EXAMPLE\\Bob", "ReadOnly", true));
    isRefused("DC0/vm/a/b", "c");
    set("DC0/vm/a", permission("bob@LAB.example", "ReadOnly", false));
    makes("DC0/vm/a/b", "c");
    isRefused("DC0/vm/a", "d");
    bench.api.removeEntityPermission(manager, bench.find("DC0/vm/a"), "lab.example\\bob", false);

    makes("DC0/vm/a", "d");
  }

  @Test
  void aRoleThatChangesCountsAtOnce() throws Exception {
    AuthorizationRole maker = role("maker");

    bench.api.updateAuthorizationRole(
        manager, maker.getRoleId(), "reader", new String[] {"Folder.Rename"});

    isRefused("DC0/vm", "a");
    assertThat(role("maker")).isNull();
    assertThat(role("reader").getPrivilege())
        .containsExactly("Folder.Rename", "System.Anonymous", "System.Read", "System.View");
  }

  @Test
  void aRoleIsMadeOnceWithPrivilegesThatThereAre() throws Exception {
    int id = bench.api.addAuthorizationRole(manager, "x", new String[] {"Folder.Move"});

    assertThat(role("x").getRoleId()).isEqualTo(id);
    assertThat(((RoleAddedEvent) bench.lastEvent(RoleAddedEvent.class)).getRole().getName())
        .isEqualTo("x");
    Bench.refused(
        AlreadyExists.class,
        "The specified key, name, or identifier already exists.",
        () -> bench.api.addAuthorizationRole(manager, "x", null));
    Bench.refused(
        InvalidArgument.class,
        "A specified parameter was not correct: privIds: there is no privilege `Folder.Paint`",
        () -> bench.api.addAuthorizationRole(manager, "y", new String[] {"Folder.Paint"}));
    Bench.refused(
        NoPermission.class,
        "Permission to perform this operation was denied.",
        () -> bob.addAuthorizationRole(manager, "z", null));
  }

  @Test
  void aRoleInUseAndASystemRoleAreNotRemoved() throws Exception {
    int maker = role("maker").getRoleId();
    Bench.refused(
        RemoveFailed.class,
        "The role 'maker' is in use.",
        () -> bench.api.removeAuthorizationRole(manager, maker, true));
    Bench.refused(
        InvalidArgument.class,
        "A specified parameter was not correct: roleId: `Admin` is a system role",
        () -> bench.api.removeAuthorizationRole(manager, -1, true));
    assertThat(bench.api.retrieveRolePermissions(manager, maker)).hasSize(1);

    bench.api.removeAuthorizationRole(manager, maker, false);

    assertThat(role("maker")).isNull();
    assertThat(bench.api.retrieveEntityPermissions(manager, bench.find("DC0"), true))
        .extracting(Permission::getPrincipal)
        .containsExactly("VSPHERE.LOCAL\\Administrators");
    Bench.refused(
        NotFound.class,
        "The role " + maker + " was not found.",
        () -> bench.api.removeAuthorizationRole(manager, maker, true));
  }

  @Test
  void permissionsOfOthersStayAndSomeObjectsTakeNone() throws Exception {
    set("DC0", permission("bob@lab.example", "ReadOnly", true));

    assertThat(bench.api.retrieveEntityPermissions(manager, bench.find("DC0"), false))
        .extracting(Permission::getPrincipal)
        .containsExactly("LAB.EXAMPLE\\ops", "LAB.EXAMPLE\\bob");
    assertThat(((PermissionAddedEvent) bench.lastEvent(PermissionAddedEvent.class)).getPrincipal())
        .isEqualTo("LAB.EXAMPLE\\bob");
    for (String path : new String[] {"DC0/vm", "DC0/host/C0/Resources"}) {
      Bench.refused(
          InvalidArgument.class,
          "A specified parameter was not correct: entity: set them on the object above it",
          () -> set(path, permission("bob@lab.example", "ReadOnly", true)));
    }
    Bench.refused(
        UserNotFound.class,
        "The user or group named 'eve@lab.example' does not exist.",
        () -> set("DC0", permission("eve@lab.example", "ReadOnly", true)));
  }

  @Test
  void thereIsAlwaysAnAdministrator() {
    ManagedObjectReference root = bench.content.getRootFolder();
    Bench.refused(
        AuthMinimumAdminPermission.class,
        "There must be at least one administrator.",
        () ->
            bench.api.removeEntityPermission(manager, root, "VSPHERE.LOCAL\\Administrators", true));
    assertThatCode(() -> bench.api.resetEntityPermissions(manager, bench.find("DC0"), null))
        .doesNotThrowAnyException();
  }
}
