package dev.provision.vsphere.kind;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.spi.Change;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.spi.Resolved;
import dev.provision.spi.schema.Ref;
import dev.provision.vsphere.exported.AttributeRef;
import dev.provision.vsphere.inventory.CustomField;
import dev.provision.vsphere.inventory.CustomFields;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.ObjectMark;
import dev.provision.vsphere.places.DirectHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of custom attributes that a playbook declares for one object. Values of other
 * attributes are left alone.
 */
public record CustomValues(List<Wanted> wanted) {
  /** The field of a playbook. */
  public static final String FIELD = "custom_attributes";

  public static final CustomValues NONE = new CustomValues(List.of());

  /**
   * One value.
   *
   * @param key the attribute as the playbook calls it
   * @param isReference whether a resource stands for the attribute, which is checked by itself
   * @param value an empty text stands for no value
   */
  public record Wanted(String key, AttributeRef attribute, boolean isReference, String value) {
    String field() {
      return FIELD + "." + key;
    }
  }

  /**
   * What an object has.
   *
   * @param values by names of attributes; empty when they cannot be read
   */
  public record Has(Optional<Map<String, String>> values) {
    public static Has read(Item object, Inventory inventory) {
      return new Has(CustomFields.values(object, inventory));
    }
  }

  /** Marks the change of one value. */
  private record Key(String attribute) implements Change.Key {}

  public CustomValues {
    wanted = List.copyOf(wanted);
  }

  /** What a declaration says. */
  public static CustomValues of(Record spec, Resolved references) {
    return spec instanceof HasCustomAttributes declared
        ? of(declared.customAttributes(), Map.of(), references)
        : NONE;
  }

  /**
   * What a declaration says, and the defaults of the connection.
   *
   * @param defaults by attribute; what is declared counts more
   */
  public static CustomValues of(
      Map<Ref, String> declared, Map<Ref, String> defaults, Resolved references) {
    Map<String, Wanted> all = new LinkedHashMap<>();
    defaults.forEach(
        (ref, value) -> {
          Optional<AttributeRef> made = references.made(FIELD, ref.name(), AttributeRef.class);
          AttributeRef attribute =
              made.orElseGet(() -> new AttributeRef(ref.name(), Optional.empty()));
          all.put(attribute.name(), new Wanted(ref.name(), attribute, made.isPresent(), value));
        });
    declared.forEach(
        (ref, value) -> {
          AttributeRef attribute = references.get(FIELD, ref.name(), AttributeRef.class);
          all.put(attribute.name(), new Wanted(ref.name(), attribute, true, value));
        });
    return new CustomValues(List.copyOf(all.values()));
  }

  public boolean isEmpty() {
    return wanted.isEmpty();
  }

  /** Why an object of a type cannot have them. */
  public List<Problem> problems(String managedType, Inventory read) {
    List<Problem> problems = new ArrayList<>();
    for (Wanted each : wanted) {
      problem(each, managedType, read)
          .ifPresent(why -> problems.add(new Problem(each.field(), why)));
    }
    return problems;
  }

  private static Optional<String> problem(Wanted wanted, String managedType, Inventory read) {
    String name = wanted.attribute().name();
    if (name.equals(ObjectMark.ATTRIBUTE)) {
      return Optional.of("`" + name + "` says who owns an object, and is never set otherwise");
    }
    if (DirectHost.is(read)) {
      // a reference says so itself
      return wanted.isReference()
          ? Optional.empty()
          : Optional.of(DirectHost.refusal(FIELD, "it keeps none; leave it out"));
    }
    Optional<CustomFields> fields = CustomFields.of(read);
    List<CustomField> there = fields.map(all -> all.named(name)).orElse(List.of());
    if (there.isEmpty() && !wanted.isReference() && fields.isPresent()) {
      return Optional.of(
          "there is no custom attribute `"
              + name
              + "`"
              + DidYouMean.suffix(
                  name, fields.get().all().stream().map(CustomField::name).toList()));
    }
    CustomField declared = new CustomField(0, name, wanted.attribute().type());
    boolean isFor =
        declared.isFor(managedType)
            && (there.isEmpty()
                || wanted.attribute().type().isPresent()
                || there.stream().anyMatch(field -> field.isFor(managedType)));
    return isFor
        ? Optional.empty()
        : Optional.of(
            "custom attribute `"
                + name
                + "` is for objects of type "
                + wanted.attribute().type().or(() -> there.get(0).type()).orElseThrow()
                + ", and this is a "
                + managedType);
  }

  /** What differs; nothing when the values of the object cannot be read. */
  public List<Change> changes(Has has) {
    List<Change> changes = new ArrayList<>();
    for (Wanted each : has.values().isPresent() ? wanted : List.<Wanted>of()) {
      String seen = has.values().get().getOrDefault(each.attribute().name(), "");
      if (!seen.equals(each.value())) {
        changes.add(
            Change.inPlace(each.field(), word(seen), word(each.value())).of(new Key(each.key())));
      }
    }
    return changes;
  }

  private static String word(String value) {
    return value.isEmpty() ? Change.ABSENT : value;
  }

  /** Writes the values of these changes, one call each. */
  public void write(ManagedObjectReference object, List<Change> changes, VsphereWriter write)
      throws ModuleException {
    for (Wanted each : wanted) {
      if (Change.any(changes, new Key(each.key()))) {
        set(object, each, write);
      }
    }
  }

  /** Writes all of them to a new object. */
  public void write(ManagedObjectReference object, VsphereWriter write) throws ModuleException {
    for (Wanted each : wanted) {
      if (!each.value().isEmpty()) {
        set(object, each, write);
      }
    }
  }

  private static void set(ManagedObjectReference object, Wanted wanted, VsphereWriter write)
      throws ModuleException {
    ManagedObjectReference manager = write.content().getCustomFieldsManager();
    if (manager == null) {
      throw ModuleException.refused("this server keeps no custom attributes");
    }
    String name = wanted.attribute().name();
    Optional<CustomField> known =
        CustomFields.of(write.inventory()).flatMap(all -> all.of(name, object.getType()));
    Optional<CustomField> field =
        known.isPresent()
            ? known
            : CustomFields.of(write.read(manager, CustomFields.FIELDS))
                .flatMap(all -> all.of(name, object.getType()));
    if (field.isEmpty()) {
      throw ModuleException.refused("the custom attribute `" + name + "` is not there");
    }
    write.touched(object);
    int key = field.get().key();
    write.send(api -> api.setField(manager, object, key, wanted.value()));
  }
}
