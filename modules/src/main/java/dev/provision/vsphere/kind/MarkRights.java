package dev.provision.vsphere.kind;

import dev.provision.spi.Right;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.ObjectMark;
import java.util.ArrayList;
import java.util.List;

/** What it takes to write a mark into the custom attribute of an object (CustomFieldsManager). */
public final class MarkRights {
  private MarkRights() {}

  /**
   * @param on the path of the object
   */
  public static List<Right> on(String on, Inventory read) {
    List<Right> rights = new ArrayList<>();
    rights.add(new Right("Global.SetCustomField", on, "SetField"));
    boolean keeps = !read.all("CustomFieldsManager").isEmpty();
    if (keeps && read.customFieldKey(ObjectMark.ATTRIBUTE).isEmpty()) {
      rights.add(new Right("Global.ManageCustomFields", "/", "AddCustomFieldDef"));
    }
    return rights;
  }
}
