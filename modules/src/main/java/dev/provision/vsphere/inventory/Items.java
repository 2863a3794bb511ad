package dev.provision.vsphere.inventory;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MissingProperty;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.NotAuthenticated;
import com.vmware.vim25.ObjectContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts the answers of a property collector to items. */
public final class Items {
  private Items() {}

  public static Item of(ObjectContent content) {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (content.getPropSet() != null) {
      for (DynamicProperty property : content.getPropSet()) {
        // vcsim names unset properties too, without a value
        if (property.getVal() != null) {
          properties.put(property.getName(), property.getVal());
        }
      }
    }
    Map<String, String> missing = new LinkedHashMap<>();
    if (content.getMissingSet() != null) {
      for (MissingProperty property : content.getMissingSet()) {
        missing.put(property.getPath(), reason(property.getFault()));
      }
    }
    return new Item(content.getObj(), properties, missing);
  }

  /** One object; properties that are null are left out. */
  public static ObjectContent content(ManagedObjectReference ref, Map<String, Object> properties) {
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

  private static String reason(LocalizedMethodFault fault) {
    if (fault == null || fault.getFault() == null) {
      return "the server does not say why";
    }
    if (fault.getFault() instanceof NotAuthenticated) {
      return "the session was not known to the server any more";
    }
    if (fault.getFault() instanceof NoPermission denied) {
      return "the account lacks the privilege " + denied.getPrivilegeId();
    }
    return fault.getLocalizedMessage() == null
        ? fault.getFault().getClass().getSimpleName()
        : fault.getLocalizedMessage();
  }
}
