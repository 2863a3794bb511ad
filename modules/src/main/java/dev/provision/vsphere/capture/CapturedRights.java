package dev.provision.vsphere.capture;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.Permission;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.Items;
import dev.provision.vsphere.inventory.Snapshot;
import dev.provision.vsphere.rights.Rights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Roles and privileges as the server has them, and the permissions as the property {@code
 * permission} of the objects that they are on.
 */
final class CapturedRights {
  private CapturedRights() {}

  static ObjectContent of(Item manager) {
    Map<String, Object> kept = new LinkedHashMap<>();
    for (String property : List.of(Rights.ROLES, Rights.PRIVILEGES)) {
      kept.put(property, manager.get(property, Object.class).orElse(null));
    }
    return Items.content(manager.ref(), kept);
  }

  static void addPermissions(Snapshot seen, List<ObjectContent> objects) {
    Map<ManagedObjectReference, List<Permission>> all = new HashMap<>();
    Rights.of(seen).stream()
        .flatMap(rights -> rights.permissions(each -> each.getEntity() != null).stream())
        .forEach(each -> all.computeIfAbsent(each.getEntity(), on -> new ArrayList<>()).add(each));
    for (ObjectContent object : objects) {
      List<Permission> on = all.get(object.getObj());
      if (on != null) {
        DynamicProperty property = new DynamicProperty();
        property.setName("permission");
        property.setVal(on.toArray(Permission[]::new));
        DynamicProperty[] more = Arrays.copyOf(object.getPropSet(), object.getPropSet().length + 1);
        more[more.length - 1] = property;
        object.setPropSet(more);
      }
    }
  }
}
