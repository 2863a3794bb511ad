package dev.provision.simulator.inventory;

import com.vmware.vim25.CustomFieldDef;
import com.vmware.vim25.CustomFieldStringValue;
import com.vmware.vim25.CustomFieldValue;
import dev.provision.simulator.server.Authorization;
import dev.provision.simulator.server.Invocation;
import dev.provision.simulator.server.ManagedType;
import dev.provision.simulator.server.Registry;
import dev.provision.simulator.world.Managed;
import dev.provision.simulator.world.Refuse;
import dev.provision.simulator.world.Values;
import dev.provision.simulator.world.World;
import dev.provision.vsphere.wire.VimFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code CustomFieldsManager}: custom attributes. Two may have one name when each is for another
 * type, as govmomi's simulator has it; nobody has seen whether a vCenter does.
 */
public final class CustomFieldsManager implements ManagedType {
  private final World world;
  private final Authorization authorization;

  public CustomFieldsManager(World world, Authorization authorization) {
    this.world = world;
    this.authorization = authorization;
  }

  @Override
  public void register(Registry registry) {
    String type = "CustomFieldsManager";
    registry
        .schema(type + ": field")
        .copied((made, from) -> from.keep("field"), type)
        .service(
            type,
            type,
            (content, ref) -> content.customFieldsManager = ref,
            made -> world.set(made, "field", new CustomFieldDef[0]))
        .on(type, "AddCustomFieldDef", "Global.ManageCustomFields", this::add)
        .on(type, "RemoveCustomFieldDef", "Global.ManageCustomFields", this::remove)
        .on(type, "RenameCustomFieldDef", "Global.ManageCustomFields", this::rename)
        .on(type, "SetField", "", this::setField);
  }

  private static List<CustomFieldDef> fields(Invocation in) {
    return new ArrayList<>(List.of(in.self().get("field", CustomFieldDef[].class)));
  }

  private void store(Invocation in, List<CustomFieldDef> fields) {
    world.set(in.self(), "field", fields.toArray(new CustomFieldDef[0]));
  }

  private static void free(List<CustomFieldDef> fields, String name, String type) throws VimFault {
    for (CustomFieldDef each : fields) {
      boolean shares =
          type == null || each.managedObjectType == null || each.managedObjectType.equals(type);
      if (each.name.equals(name) && shares) {
        throw Refuse.duplicate(name, null);
      }
    }
  }

  private static CustomFieldDef find(List<CustomFieldDef> fields, Integer key) throws VimFault {
    for (CustomFieldDef each : fields) {
      if (key != null && each.key == key) {
        return each;
      }
    }
    throw Refuse.argument("key", "there is no field " + key);
  }

  private Object add(Invocation in) throws VimFault {
    String name = in.text("name");
    String type = in.get("moType", String.class);
    List<CustomFieldDef> fields = fields(in);
    free(fields, name, type);
    CustomFieldDef made = define(name, type);
    fields.add(made);
    store(in, fields);
    return Values.copy(made);
  }

  private CustomFieldDef define(String name, String type) {
    CustomFieldDef made = new CustomFieldDef();
    made.key = Math.toIntExact(100 + world.nextId());
    made.name = name;
    made.type = "string";
    made.managedObjectType = type;
    return made;
  }

  /**
   * Defines those of a lab file.
   *
   * @param types by name; {@code global} for all types
   */
  public static void fill(World world, Map<String, String> types) {
    CustomFieldsManager manager = new CustomFieldsManager(world, null);
    CustomFieldDef[] fields =
        types.entrySet().stream()
            .map(
                each ->
                    manager.define(
                        each.getKey(), each.getValue().equals("global") ? null : each.getValue()))
            .toArray(CustomFieldDef[]::new);
    if (fields.length > 0) {
      world.all("CustomFieldsManager").forEach(each -> world.set(each, "field", fields));
    }
  }

  private Object remove(Invocation in) throws VimFault {
    List<CustomFieldDef> fields = fields(in);
    CustomFieldDef gone = find(fields, in.get("key", Integer.class));
    fields.remove(gone);
    store(in, fields);
    for (Managed each : world.all("ManagedEntity")) {
      if (each.get("customValue") != null) {
        set(each, gone.key, "");
      }
    }
    return null;
  }

  private Object rename(Invocation in) throws VimFault {
    List<CustomFieldDef> fields = fields(in);
    CustomFieldDef old = find(fields, in.get("key", Integer.class));
    free(fields, in.text("name"), old.managedObjectType);
    CustomFieldDef renamed = Values.copy(old);
    renamed.name = in.text("name");
    fields.set(fields.indexOf(old), renamed);
    store(in, fields);
    return null;
  }

  private Object setField(Invocation in) throws VimFault {
    Managed entity = in.object("entity");
    authorization.demand(in, entity, "Global.SetCustomField");
    CustomFieldDef field = find(fields(in), in.get("key", Integer.class));
    if (field.managedObjectType != null && !entity.is(field.managedObjectType)) {
      throw Refuse.argument("key", "`" + field.name + "` is for a " + field.managedObjectType);
    }
    set(entity, field.key, in.text("value"));
    return null;
  }

  private void set(Managed entity, int key, String value) {
    List<CustomFieldValue> values = new ArrayList<>();
    CustomFieldValue[] before = entity.get("customValue", CustomFieldValue[].class);
    for (CustomFieldValue each : before == null ? new CustomFieldValue[0] : before) {
      if (each.key != key) {
        values.add(each);
      }
    }
    if (!value.isEmpty()) {
      CustomFieldStringValue one = new CustomFieldStringValue();
      one.key = key;
      one.value = value;
      values.add(one);
    }
    CustomFieldValue[] after = values.isEmpty() ? null : values.toArray(new CustomFieldValue[0]);
    world.set(entity, "customValue", after);
    world.set(entity, "value", after);
  }
}
