package dev.provision.vsphere.doctor;

import com.vmware.vim25.EntityPrivilege;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PrivilegeAvailability;
import com.vmware.vim25.ServiceContent;
import com.vmware.vim25.ws.VimStub;
import dev.provision.spi.Layer;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege;
import dev.provision.vsphere.wire.Faults;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks, without a playbook, which privileges the account lacks on the objects that the connection
 * uses ({@code AuthorizationManager.HasPrivilegeOnEntities}). One call for each sort of object.
 */
final class Privileges {
  static final String NAME = "privileges";

  private final VimStub api;
  private final ServiceContent content;
  private final String session;
  private final Inventory inventory;

  /**
   * @param session the key of our session
   */
  Privileges(VimStub api, ServiceContent content, String session, Inventory inventory) {
    this.api = api;
    this.content = content;
    this.session = session;
    this.inventory = inventory;
  }

  Layer layer(Map<NeededPrivilege.On, List<Item>> objects, Uses uses) {
    Set<Activity> activities = uses.activities();
    Set<Activity> optional = uses.optionalOn(inventory);
    if (content.getAuthorizationManager() == null) {
      return Layer.skipped(NAME, "because this server has no AuthorizationManager");
    }
    try {
      Map<NeededPrivilege, TreeSet<String>> missing = new LinkedHashMap<>();
      Set<NeededPrivilege> asked = new LinkedHashSet<>();
      for (NeededPrivilege.On on : NeededPrivilege.On.values()) {
        Set<NeededPrivilege> needed = needed(on, activities);
        needed.addAll(needed(on, optional));
        List<Item> items = objects.getOrDefault(on, List.of());
        if (!items.isEmpty() && !needed.isEmpty()) {
          asked.addAll(needed);
          missing.putAll(missing(items, needed));
        }
      }
      List<String> lines = new ArrayList<>(lines(missing, Set.of(), activities));
      List<String> others = lines(missing, activities, optional);
      if (lines.isEmpty()) {
        long all = asked.stream().filter(each -> isNeeded(each, activities)).count();
        lines.add("the account has all " + all + " that are needed");
        lines.addAll(others);
        return Layer.ok(NAME, lines);
      }
      lines.addAll(others);
      return Layer.refused(NAME, lines, "give the account a role that has these, with propagation");
    } catch (RemoteException e) {
      return Layer.refused(
          NAME, List.of("could not ask for them: " + Faults.translate(e).getMessage()), "");
    }
  }

  private static Set<NeededPrivilege> needed(NeededPrivilege.On on, Set<Activity> activities) {
    Set<NeededPrivilege> needed = new LinkedHashSet<>();
    for (Activity activity : activities) {
      activity.needs().stream().filter(each -> each.on() == on).forEach(needed::add);
    }
    return needed;
  }

  private static boolean isNeeded(NeededPrivilege each, Set<Activity> activities) {
    return activities.stream().anyMatch(activity -> activity.needs().contains(each));
  }

  /**
   * One line for each missing privilege, with what needs it.
   *
   * @param before activities whose missing privileges already have a line and get no second one;
   *     empty for the required activities
   */
  private static List<String> lines(
      Map<NeededPrivilege, TreeSet<String>> missing,
      Set<Activity> before,
      Set<Activity> activities) {
    List<String> lines = new ArrayList<>();
    missing.forEach(
        (privilege, places) -> {
          List<String> purposes =
              activities.stream()
                  .filter(activity -> activity.needs().contains(privilege))
                  .map(Activity::purpose)
                  .toList();
          if (!purposes.isEmpty() && !isNeeded(privilege, before)) {
            lines.add(
                privilege.id()
                    + " on "
                    + String.join(", ", places)
                    + " is missing, "
                    + (before.isEmpty() ? "needed " : "which is needed only ")
                    + String.join(", ", purposes));
          }
        });
    return lines;
  }

  /**
   * By privilege: a role that lacks one mostly lacks it everywhere, so one line names the places.
   */
  private Map<NeededPrivilege, TreeSet<String>> missing(
      List<Item> items, Set<NeededPrivilege> needed) throws RemoteException {
    Map<String, NeededPrivilege> byId = new LinkedHashMap<>();
    needed.forEach(each -> byId.put(each.id(), each));
    Map<NeededPrivilege, TreeSet<String>> missing = new LinkedHashMap<>();
    for (EntityPrivilege answer :
        ask(items.stream().map(Item::ref).toList(), List.copyOf(byId.keySet()))) {
      for (PrivilegeAvailability one : answer.getPrivAvailability()) {
        NeededPrivilege privilege = byId.get(one.getPrivId());
        if (!one.isGranted && privilege != null) {
          missing
              .computeIfAbsent(privilege, each -> new TreeSet<>())
              .add(inventory.path(answer.getEntity()).toString());
        }
      }
    }
    return missing;
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
