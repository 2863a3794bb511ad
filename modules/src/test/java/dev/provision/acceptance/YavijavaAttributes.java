package dev.provision.acceptance;

import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.ManagedObjectReference;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Custom attributes in a session of yavijava on the simulator. */
record YavijavaAttributes(Vim vim, Function<String, ManagedObjectReference> at)
    implements OtherAttributes {
  private ManagedObjectReference manager() {
    return vim.content().getCustomFieldsManager();
  }

  private Map<String, CustomFieldDef> all() {
    Map<String, CustomFieldDef> all = new TreeMap<>();
    for (CustomFieldDef field : vim.property(manager(), "field", CustomFieldDef[].class)) {
      if (!field.getName().equals("provision")) {
        all.put(field.getName(), field);
      }
    }
    return all;
  }

  @Override
  public Map<String, String> types() {
    Map<String, String> types = new TreeMap<>();
    all()
        .forEach(
            (name, field) -> {
              String type = field.getManagedObjectType();
              types.put(name, type == null ? "global" : type);
            });
    return types;
  }

  @Override
  public void define(String name, String type) {
    String managed = type.equals("global") ? null : type;
    Vim.asked(() -> vim.api().addCustomFieldDef(manager(), name, managed, null, null));
  }

  @Override
  public void rename(String name, String to) {
    int key = all().get(name).getKey();
    Vim.asked(
        () -> {
          vim.api().renameCustomFieldDef(manager(), key, to);
          return key;
        });
  }

  @Override
  public void set(String path, String name, String value) {
    int key = all().get(name).getKey();
    Vim.asked(
        () -> {
          vim.api().setField(manager(), at.apply(path), key, value);
          return key;
        });
  }

  @Override
  public Map<String, String> values(String path) {
    Map<Integer, String> names = new TreeMap<>();
    all().forEach((name, field) -> names.put(field.getKey(), name));
    Map<String, String> values = new TreeMap<>();
    CustomFieldValue[] found =
        vim.property(at.apply(path), "customValue", CustomFieldValue[].class);
    for (CustomFieldValue value : found == null ? new CustomFieldValue[0] : found) {
      if (names.containsKey(value.getKey())) {
        values.put(names.get(value.getKey()), ((CustomFieldStringValue) value).getValue());
      }
    }
    return values;
  }
}
