package dev.provision.vsphere;

import com.vmware.vim25.EntityPrivilege;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PrivilegeAvailability;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Layer;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which privileges the account lacks, on the objects that a connection leads to ({@code
 * AuthorizationManager.HasPrivilegeOnEntities}). One call for each sort of object.
 */
final class Privileges {
  static final String NAME = "privileges";
  private static final String POLICIES = "StorageProfile.View";
  private static final String ATTRIBUTES = "Global.ManageCustomFields";

  private final VimStub api;
  private final ServiceContent content;
  private final String session;
  private final Inventory inventory;

  /**
   * @param session the key of ours
   */
  Privileges(VimStub api, ServiceContent content, String session, Inventory inventory) {
    this.api = api;
    this.content = content;
    this.session = session;
    this.inventory = inventory;
  }

  Layer layer(Map<NeededPrivilege.On, List<Item>> objects) {
    if (content.getAuthorizationManager() == null) {
      return Layer.skipped(NAME, "because this server has no AuthorizationManager");
    }
    try {
      List<String> missing = new ArrayList<>();
      int asked = 0;
      for (NeededPrivilege.On on : NeededPrivilege.On.values()) {
        List<Item> items = objects.getOrDefault(on, List.of());
        List<String> ids = NeededPrivilege.ids(on);
        asked += items.isEmpty() ? 0 : ids.size();
        missing.addAll(missing(items, ids));
      }
      missing.addAll(attributes());
      if (missing.isEmpty()) {
        List<String> lines = new ArrayList<>();
        lines.add("the account has all " + asked + " that are needed");
        lines.addAll(policies());
        return Layer.ok(NAME, lines);
      }
      missing.addAll(policies());
      return Layer.refused(
          NAME, missing, "give the account a role that has these, with propagation");
    } catch (RemoteException e) {
      return Layer.refused(
          NAME, List.of("could not ask for them: " + Faults.translate(e).getMessage()), "");
    }
  }

  /** The first mark on a thing without extraConfig defines an attribute, once for the vCenter. */
  private List<String> attributes() throws RemoteException {
    if (content.getCustomFieldsManager() == null
        || inventory.customFieldKey(FolderMark.ATTRIBUTE).isPresent()
        || isGranted(ATTRIBUTES, content.getRootFolder())) {
      return List.of();
    }
    return List.of(
        ATTRIBUTES
            + " on / is missing; needed once, to define the custom attribute `"
            + FolderMark.ATTRIBUTE
            + "`");
  }

  /**
   * Only some playbooks need it, and a doctor does not know which; an ESXi host has no policies.
   */
  private List<String> policies() throws RemoteException {
    if (DirectHost.is(inventory) || isGranted(POLICIES, content.getRootFolder())) {
      return List.of();
    }
    return List.of(
        POLICIES + " on / is missing; only a flavor with `vmware:storage_policy` needs it");
  }

  private boolean isGranted(String id, ManagedObjectReference on) throws RemoteException {
    for (EntityPrivilege answer : ask(List.of(on), List.of(id))) {
      for (PrivilegeAvailability one : answer.getPrivAvailability()) {
        return one.isGranted;
      }
    }
    return false;
  }

  /** By privilege, because a role mostly lacks one everywhere. */
  private List<String> missing(List<Item> items, List<String> ids) throws RemoteException {
    if (items.isEmpty()) {
      return List.of();
    }
    Map<String, TreeSet<String>> missing = new LinkedHashMap<>();
    for (EntityPrivilege answer : ask(items.stream().map(Item::ref).toList(), ids)) {
      for (PrivilegeAvailability one : answer.getPrivAvailability()) {
        if (!one.isGranted) {
          missing
              .computeIfAbsent(one.getPrivId(), id -> new TreeSet<>())
              .add(inventory.path(answer.getEntity()).toString());
        }
      }
    }
    return missing.entrySet().stream()
        .map(each -> each.getKey() + " on " + String.join(", ", each.getValue()) + " is missing")
        .toList();
  }

  private List<EntityPrivilege> ask(List<ManagedObjectReference> on, List<String> ids)
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
