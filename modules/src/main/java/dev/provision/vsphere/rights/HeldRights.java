package dev.provision.vsphere.rights;

import com.vmware.vim25.EntityPrivilege;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PrivilegeAvailability;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.InventoryPath;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the account of a session holds ({@code AuthorizationManager.HasPrivilegeOnEntities}). Of an
 * object that does not exist yet, the nearest one above it is asked about: what the account has
 * there with propagation it will have on the new object.
 */
public final class HeldRights {
  private final VimStub api;
  private final ServiceContent content;
  private final String session;

  /**
   * @param session the key of our session
   */
  public HeldRights(VimStub api, ServiceContent content, String session) {
    this.api = api;
    this.content = content;
    this.session = session;
  }

  /**
   * Those of these that it lacks, by one call. None on a server without an AuthorizationManager.
   *
   * @param read knows the objects that exist
   */
  public Set<Right> lacking(Set<Right> rights, Inventory read) throws RemoteException {
    Map<ManagedObjectReference, List<Right>> byObject = new LinkedHashMap<>();
    for (Right right : rights) {
      object(right, read)
          .ifPresent(ref -> byObject.computeIfAbsent(ref, r -> new ArrayList<>()).add(right));
    }
    if (content.getAuthorizationManager() == null || byObject.isEmpty()) {
      return Set.of();
    }
    Set<String> ids = new LinkedHashSet<>();
    rights.forEach(right -> ids.add(right.privilege()));
    Set<Right> lacking = new HashSet<>();
    for (EntityPrivilege answer : asked(List.copyOf(byObject.keySet()), List.copyOf(ids))) {
      List<Right> here = byObject.getOrDefault(answer.getEntity(), List.of());
      for (PrivilegeAvailability one : answer.getPrivAvailability()) {
        here.stream()
            .filter(right -> !one.isGranted && right.privilege().equals(one.getPrivId()))
            .forEach(lacking::add);
      }
    }
    return lacking;
  }

  private static Optional<ManagedObjectReference> object(Right right, Inventory read) {
    return nearest(right.on(), read)
        .map(path -> path.names().isEmpty() ? read.root() : read.at(path).orElseThrow().ref());
  }

  /**
   * The path of an object that exists: this one, or the nearest one above it. Empty for what is no
   * inventory path.
   */
  static Optional<InventoryPath> nearest(String on, Inventory read) {
    if (!InventoryPath.isPath(on)) {
      return Optional.empty();
    }
    InventoryPath at = InventoryPath.parse(on);
    while (!at.names().isEmpty() && read.at(at).isEmpty()) {
      at = at.parent();
    }
    return Optional.of(at);
  }

  /** An answer of the server for each object. */
  public List<EntityPrivilege> asked(List<ManagedObjectReference> on, List<String> ids)
      throws RemoteException {
    EntityPrivilege[] answers =
        api.hasPrivilegeOnEntities(
            content.getAuthorizationManager(),
            on.toArray(ManagedObjectReference[]::new),
            session,
            ids.toArray(String[]::new));
    return answers == null ? List.of() : List.of(answers);
  }
}
