package dev.provision.vsphere.soap;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the codec knows of one class of data objects: its wire name, and its fields in the order of
 * the schema, those of superclasses first. The order is the one in which yavijava declares them,
 * which was compared with the schema of vSphere 8: it differs in five types of vSAN and gateway
 * internals that we never write.
 */
final class DataType {
  /** {@code xsd:base64Binary} in the schema; every other {@code byte[]} is a list of xsd:byte. */
  private static final Set<String> BASE64 =
      Set.of(
          "EntityBackupConfig.configBlob",
          "GuestRegValueBinarySpec.value",
          "HostConfigInfo.hostConfigCheckSum",
          "HostConfigInfo.scriptCheckSum",
          "VirtualMachineConfigInfo.vmxConfigChecksum");

  /** Optional in the schema, primitive in yavijava: zero stands for absent. */
  private static final Set<String> ZERO_IS_ABSENT =
      Set.of("npivDesiredNodeWwns", "npivDesiredPortWwns");

  /**
   * One element of a data object.
   *
   * @param item what one element holds: of an array its component, of a primitive its box
   * @param list whether the element may be repeated
   */
  record Element(int index, Field field, Class<?> item, boolean list, boolean zeroIsAbsent) {
    String name() {
      return field.getName();
    }
  }

  private final String wireName;
  private final Constructor<?> constructor;
  private final List<Element> elements;
  private final Map<String, Element> byName;

  private DataType(String wireName, Constructor<?> constructor, List<Element> elements) {
    this.wireName = wireName;
    this.constructor = constructor;
    this.elements = List.copyOf(elements);
    this.byName = new HashMap<>(elements.size() * 2);
    for (Element element : elements) {
      byName.putIfAbsent(element.name(), element);
    }
  }

  static DataType of(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    collect(type, fields);
    List<Element> elements = new ArrayList<>(fields.size());
    for (Field field : fields) {
      elements.add(element(elements.size(), field));
    }
    try {
      return new DataType(wireName(type), type.getConstructor(), elements);
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          "`" + type.getName() + "` is no data object: it has no public constructor", e);
    }
  }

  /** The name that {@code xsi:type} has for a class of data objects or an enum. */
  static String wireName(Class<?> type) {
    WireType ours = type.getAnnotation(WireType.class);
    if (ours == null && !type.getName().startsWith(WireTypes.PACKAGE)) {
      throw new IllegalArgumentException("`" + type.getName() + "` has no @WireType");
    }
    return ours == null ? type.getSimpleName() : ours.name();
  }

  private static void collect(Class<?> type, List<Field> into) {
    // MethodFault extends Throwable: its public field `detail` is none of ours
    if (type == null || type.getName().startsWith("java.")) {
      return;
    }
    collect(type.getSuperclass(), into);
    for (Field field : type.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      if (!Modifier.isPublic(modifiers) || Modifier.isStatic(modifiers)) {
        continue;
      }
      WireType.Before before = field.getAnnotation(WireType.Before.class);
      into.add(before == null ? into.size() : position(type, into, before.value()), field);
    }
  }

  private static int position(Class<?> type, List<Field> fields, String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("`" + type.getName() + "` inherits no field `" + name + "`");
  }

  private static Element element(int index, Field field) {
    String name = field.getName();
    Class<?> type = field.getType();
    boolean base64 =
        type == byte[].class
            && BASE64.contains(field.getDeclaringClass().getSimpleName() + "." + name);
    boolean list = type.isArray() && !base64;
    Class<?> item = list ? type.getComponentType() : type;
    return new Element(
        index,
        field,
        Scalar.boxed(item),
        list,
        type == short.class && ZERO_IS_ABSENT.contains(name));
  }

  String wireName() {
    return wireName;
  }

  List<Element> elements() {
    return elements;
  }

  /** The field of that wire name; null when this type has none. */
  Element element(String name) {
    return byName.get(name);
  }

  Object create() {
    try {
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("could not make a `" + wireName + "`", e);
    }
  }
}
