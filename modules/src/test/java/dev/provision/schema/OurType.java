package dev.provision.schema;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.schema.ApiType.DataObject;
import dev.provision.schema.ApiType.Enumeration;
import dev.provision.schema.ApiType.Field;
import dev.provision.vsphere.soap.RequestWriter;
import dev.provision.vsphere.soap.WireType;
import dev.provision.vsphere.soap.WireTypes;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares a data object of ours with the type of the schema that it stands for. */
final class OurType {
  private static final Since NEWEST = new Since("9.1.1.0");

  private OurType() {}

  /** What is wrong with a class that has {@link WireType}. */
  static List<String> problems(Class<?> type) throws Exception {
    WireType said = type.getAnnotation(WireType.class);
    ApiTable table = ApiTable.get();
    Optional<DataObject> found = table.type(said.name(), DataObject.class);
    if (found.isEmpty()) {
      return List.of("there is no type `" + said.name() + "`");
    }
    List<String> problems = new ArrayList<>();
    String base = wireName(type.getSuperclass());
    Since since = base.equals(said.name()) ? newestOf(type, found.get()) : found.get().since();
    since(said, found.get(), since).ifPresent(problems::add);
    if (!base.equals(said.name()) && !base.equals(found.get().base())) {
      problems.add(said.name() + " is a " + found.get().base() + " and no " + base);
    }
    byte[] written = new RequestWriter(new WireTypes()).document("it", full(type, said.name(), 1));
    RequestCheck.ofDocument(table, NEWEST, said.name(), written).violations().stream()
        // what is nested is empty
        .filter(each -> each.rule() != Violation.Rule.REQUIRED)
        .map(Violation::toString)
        .forEach(problems::add);
    return problems;
  }

  /** The versions of the policy service before 6.5 are counted from 1; we speak from 6.0 on. */
  private static Optional<String> since(WireType said, DataObject type, Since since) {
    Since ours = new Since(said.since());
    boolean right =
        type.namespace().equals("urn:pbm") && !since.isNewerThan(new Since("6.0"))
            ? said.since().equals("6.0")
            : ours.compareTo(since) == 0;
    return right
        ? Optional.empty()
        : Optional.of(said.name() + " is there since " + since + " and not " + ours);
  }

  /** Of a class that adds fields to a type which is older. */
  private static Since newestOf(Class<?> type, DataObject wire) {
    return ApiTable.get().fields(wire).stream()
        .filter(
            field ->
                Stream.of(type.getDeclaredFields())
                    .anyMatch(own -> own.getName().equals(field.name())))
        .map(Field::since)
        .max(Since::compareTo)
        .orElse(wire.since());
  }

  private static String wireName(Class<?> type) {
    WireType ours = type.getAnnotation(WireType.class);
    return ours == null ? type.getSimpleName() : ours.name();
  }

  /** With a value in every field, so that each is written. */
  private static Object full(Class<?> type, String wireName, int depth) throws Exception {
    Object made = type.getConstructor().newInstance();
    List<Field> fields =
        ApiTable.get()
            .type(wireName, DataObject.class)
            .map(ApiTable.get()::fields)
            .orElse(List.of());
    for (java.lang.reflect.Field each : type.getFields()) {
      if (!Modifier.isStatic(each.getModifiers())) {
        String held =
            fields.stream()
                .filter(field -> field.name().equals(each.getName()))
                .map(field -> field.holds().name())
                .findFirst()
                .orElse("ManagedObject");
        Object value = value(each.getType(), held, depth);
        if (value != null) {
          each.set(made, value);
        }
      }
    }
    return made;
  }

  private static Object value(Class<?> type, String held, int depth) throws Exception {
    if (type.isArray()) {
      Object item = value(type.getComponentType(), held, depth);
      if (item == null) {
        return null;
      }
      Object array = Array.newInstance(type.getComponentType(), 1);
      Array.set(array, 0, item);
      return array;
    }
    if (type == String.class || type == Object.class) {
      return ApiTable.get()
          .type(held, Enumeration.class)
          .map(choice -> choice.values().keySet().iterator().next())
          .orElse("text");
    } else if (type == Boolean.class) {
      return true;
    } else if (type == Integer.class) {
      return 1;
    } else if (type == Long.class) {
      return 1L;
    } else if (type == Calendar.class) {
      return Calendar.getInstance();
    } else if (type == ManagedObjectReference.class) {
      ManagedObjectReference reference = new ManagedObjectReference();
      reference.type = held;
      reference.val = "id";
      return reference;
    } else if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    // a primitive has a value; what is nested deeper says nothing of this type
    return type.isPrimitive() || depth == 0 ? null : full(type, wireName(type), depth - 1);
  }
}
