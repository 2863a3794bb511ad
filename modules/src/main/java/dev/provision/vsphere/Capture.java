package dev.provision.vsphere;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.OptionValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A copy of an inventory: as much of each managed object as a playbook and placement need, with
 * whole top-level properties, so that another simulator can load it too. It holds no password, no
 * {@code guestinfo} value, and of other people's VMs no annotation and nothing of the guest.
 */
public record Capture(List<ObjectContent> objects) {
  /** The key among the captured settings that holds the version of the API. */
  static final String API_VERSION = "provision.api_version";

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

  /** The version of the API that was spoken; empty in a capture of an older build. */
  public Optional<ApiVersion> version() {
    return items().stream()
        .flatMap(item -> item.get("setting", OptionValue[].class).stream())
        .flatMap(Arrays::stream)
        .filter(setting -> API_VERSION.equals(setting.getKey()))
        .flatMap(setting -> ApiVersion.parse(String.valueOf(setting.getValue())).stream())
        .findFirst();
  }

  /** The objects with their properties by name. */
  public List<Item> items() {
    return objects.stream().map(Items::of).toList();
  }
}
