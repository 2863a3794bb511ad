package dev.provision.vsphere;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A copy of an inventory: as much of each managed object as a playbook and placement need, with
 * whole top-level properties, so that another simulator can load it too. It holds no password, no
 * {@code guestinfo} value, and of other people's VMs no annotation and nothing of the guest.
 */
public record Capture(List<ObjectContent> objects) {
  public Capture {
    objects = List.copyOf(objects);
  }

  /** One object; properties that are null are left out. */
  static ObjectContent object(ManagedObjectReference ref, Map<String, Object> properties) {
    List<DynamicProperty> set = new ArrayList<>();
    properties.forEach(
        (name, value) -> {
          if (value != null) {
            DynamicProperty property = new DynamicProperty();
            property.setName(name);
            property.setVal(value);
            set.add(property);
          }
        });
    ObjectContent object = new ObjectContent();
    object.setObj(ref);
    object.setPropSet(set.toArray(DynamicProperty[]::new));
    return object;
  }

  /** The objects with their properties by name. */
  public List<Item> items() {
    return objects.stream().map(Items::of).toList();
  }
}
