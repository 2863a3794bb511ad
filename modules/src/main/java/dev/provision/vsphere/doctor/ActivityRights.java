package dev.provision.vsphere.doctor;

import dev.provision.spi.Right;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.kind.Activity;
import dev.provision.vsphere.kind.NeededPrivilege;
import dev.provision.vsphere.kind.NeededPrivilege.On;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What activities need on the objects that a connection uses. Where it uses none of a sort, because
 * the playbook makes them, on the root folder.
 */
public final class ActivityRights {
  private ActivityRights() {}

  public static List<Right> of(Set<Activity> activities, VcenterSpec connection, Inventory read) {
    Map<On, List<Item>> objects =
        new InventoryLayer(connection, read, (datastore, top) -> false).objects();
    List<Right> rights = new ArrayList<>();
    for (Activity activity : activities) {
      for (NeededPrivilege each : activity.needs()) {
        List<Item> on = objects.getOrDefault(each.on(), List.of());
        if (on.isEmpty() && each.on() != On.ATTRIBUTE && each.on() != On.TOP_FOLDER) {
          rights.add(new Right(each.id(), "/", activity.purpose()));
        }
        on.forEach(
            item ->
                rights.add(
                    new Right(each.id(), read.path(item.ref()).toString(), activity.purpose())));
      }
    }
    return rights;
  }
}
