package dev.provision.acceptance;

import com.vmware.vim25.AuthorizationRole;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.Permission;
import java.rmi.RemoteException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rights of a simulator, with yavijava. */
final class YavijavaRights implements RightsClient {
  private final Vim vim;
  private final Function<String, ManagedObjectReference> at;

  YavijavaRights(Vim vim, Function<String, ManagedObjectReference> at) {
    this.vim = vim;
    this.at = at;
  }

  private ManagedObjectReference manager() {
    return vim.content().getAuthorizationManager();
  }

  private Optional<AuthorizationRole> find(String name) {
    return Stream.of(vim.property(manager(), "roleList", AuthorizationRole[].class))
        .filter(role -> role.getName().equals(name))
        .findFirst();
  }

  @Override
  public Optional<List<String>> role(String name) {
    return find(name)
        .map(
            role ->
                Stream.of(role.getPrivilege())
                    .filter(each -> !each.startsWith("System."))
                    .sorted()
                    .toList());
  }

  @Override
  public void makeRole(String name, String... privileges) {
    Vim.asked(() -> vim.api().addAuthorizationRole(manager(), name, privileges));
  }

  @Override
  public void removeRole(String name) {
    int id = find(name).orElseThrow().getRoleId();
    sent(() -> vim.api().removeAuthorizationRole(manager(), id, false));
  }

  @Override
  public void permit(String path, String principal, String role) {
    Permission permission = new Permission();
    permission.setPrincipal(principal);
    permission.setGroup(false);
    permission.setPropagate(true);
    permission.setRoleId(find(role).orElseThrow().getRoleId());
    sent(
        () ->
            vim.api()
                .setEntityPermissions(manager(), at.apply(path), new Permission[] {permission}));
  }

  @Override
  public List<String> permissions(String path) {
    Permission[] all =
        Vim.asked(() -> vim.api().retrieveEntityPermissions(manager(), at.apply(path), false));
    return Stream.of(all == null ? new Permission[0] : all)
        .map(each -> (each.isGroup() ? "group " : "") + each.getPrincipal() + " " + name(each))
        .sorted()
        .toList();
  }

  private String name(Permission permission) {
    return Stream.of(vim.property(manager(), "roleList", AuthorizationRole[].class))
        .filter(role -> role.getRoleId() == permission.getRoleId())
        .map(AuthorizationRole::getName)
        .findFirst()
        .orElseThrow();
  }

  /** A call without a result. */
  private interface Sent {
    void go() throws RemoteException;
  }

  private static void sent(Sent call) {
    Vim.asked(
        () -> {
          call.go();
          return true;
        });
  }
}
