package dev.provision.vsphere.soap;

import com.vmware.vim25.DynamicData;
import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From the names of types on the wire to classes, and what is known of each class. A class is
 * loaded when its name is first met, never before. Safe for many threads.
 */
public final class WireTypes {
  static final String PACKAGE = "com.vmware.vim25.";

  /** How many unknown names are remembered; a hostile server could invent them without end. */
  private static final int MAX_UNKNOWN = 10_000;

  private static final class Unknown {}

  private final Map<String, Class<?>> ours = new HashMap<>();
  private final Map<String, Class<?>> byName = new ConcurrentHashMap<>();
  private final Map<Class<?>, DataType> dataTypes = new ConcurrentHashMap<>();
  private final Map<Class<?>, Map<String, Object>> enums = new ConcurrentHashMap<>();

  /**
   * @param ours classes with {@link WireType} that are to be met when reading; writing needs none
   *     of them named
   */
  public WireTypes(Collection<Class<?>> ours) {
    for (Class<?> type : ours) {
      this.ours.put(DataType.wireName(type), type);
    }
  }

  /** Only what yavijava knows. */
  public WireTypes() {
    this(List.of());
  }

  /** The data object, enum or reference class of a vim25 name; null when it is not known. */
  Class<?> vim(String name) {
    Class<?> type = byName.get(name);
    if (type == null) {
      Class<?> loaded = load(name);
      type = loaded == null ? Unknown.class : loaded;
      if (loaded != null || byName.size() < MAX_UNKNOWN) {
        byName.put(name, type);
      }
    }
    return type == Unknown.class ? null : type;
  }

  private Class<?> load(String name) {
    Class<?> own = ours.get(name);
    if (own != null) {
      return own;
    }
    if (name.isEmpty() || name.indexOf('.') >= 0 || name.indexOf('/') >= 0) {
      return null;
    }
    try {
      Class<?> type = Class.forName(PACKAGE + name, false, DynamicData.class.getClassLoader());
      return isVim(type) ? type : null;
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static boolean isVim(Class<?> type) {
    return DynamicData.class.isAssignableFrom(type)
        || MethodFault.class.isAssignableFrom(type)
        || type.isEnum()
        || type == ManagedObjectReference.class
        || type == DynamicProperty.class;
  }

  /** Whether the codec can read and write the class as elements in an element. */
  static boolean isData(Class<?> type) {
    return isVim(type) && !type.isEnum() && type != ManagedObjectReference.class;
  }

  /** A type as a stub names it, without {@code []}; null when it is not known. */
  Class<?> stub(String name) {
    Class<?> scalar = name.equals("Object") ? Object.class : Scalar.byStubName(name);
    return scalar == null ? vim(name) : scalar;
  }

  /** The class to make for a declared one: ours, where we add fields to that very type. */
  Class<?> known(Class<?> declared) {
    if (ours.isEmpty()) {
      return declared;
    }
    Class<?> own = ours.get(declared.getSimpleName());
    return own != null && declared.isAssignableFrom(own) ? own : declared;
  }

  DataType data(Class<?> type) {
    DataType known = dataTypes.get(type);
    return known != null ? known : dataTypes.computeIfAbsent(type, DataType::of);
  }

  /** The constant of an enum; null when it is not known. yavijava's names are the wire's. */
  Object constant(Class<?> type, String name) {
    return enums.computeIfAbsent(type, WireTypes::constants).get(name);
  }

  private static Map<String, Object> constants(Class<?> type) {
    Map<String, Object> byName = new HashMap<>();
    for (Object constant : type.getEnumConstants()) {
      byName.put(((Enum<?>) constant).name(), constant);
    }
    return byName;
  }
}
