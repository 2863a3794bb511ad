package dev.provision.simulator.world;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.newer.NewerTypes;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Data objects by value. What crosses the seam is copied, as XML would do it, and what the world
 * holds is never changed in place: a copy is changed and put in its stead.
 */
public final class Values {
  private static final String PACKAGE = "com.vmware.vim25.";

  private record Shape(Constructor<?> constructor, List<Field> fields) {}

  private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

  private Values() {}

  /** A deep copy of a data object, array, reference or scalar; null of null. */
  @SuppressWarnings("unchecked")
  public static <T> T copy(T value) {
    return (T) copied(value);
  }

  private static Object copied(Object value) {
    if (value == null) {
      return null;
    }
    Class<?> type = value.getClass();
    if (type.isArray()) {
      int length = Array.getLength(value);
      Object copy = Array.newInstance(type.getComponentType(), length);
      for (int i = 0; i < length; i++) {
        Array.set(copy, i, copied(Array.get(value, i)));
      }
      return copy;
    }
    if (value instanceof Calendar time) {
      return time.clone();
    }
    if (!isData(type)) {
      return value;
    }
    Shape shape = shape(type);
    try {
      Object copy = shape.constructor().newInstance();
      for (Field field : shape.fields()) {
        field.set(copy, copied(field.get(value)));
      }
      return copy;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be copied", e);
    }
  }

  /** Whether two values say the same. */
  public static boolean same(Object a, Object b) {
    if (a == b) {
      return true;
    }
    if (a == null || b == null || !NewerTypes.isSame(a.getClass(), b.getClass())) {
      return false;
    }
    if (a.getClass().isArray()) {
      int length = Array.getLength(a);
      if (length != Array.getLength(b)) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (!same(Array.get(a, i), Array.get(b, i))) {
          return false;
        }
      }
      return true;
    }
    if (!isData(a.getClass())) {
      return a.equals(b);
    }
    // of two classes for one type of the API, the one that has more fields
    Class<?> type = a.getClass().isInstance(b) ? b.getClass() : a.getClass();
    for (Field field : shape(type).fields()) {
      if (!same(ofOwn(field, a), ofOwn(field, b))) {
        return false;
      }
    }
    return true;
  }

  /** Null where a value's class has no such field. */
  private static Object ofOwn(Field field, Object of) {
    return field.getDeclaringClass().isInstance(of) ? read(field, of) : null;
  }

  /**
   * Puts every field that a spec sets into the field of the same name of an info, where it has one
   * of that type: what the spec leaves out stays.
   */
  public static void overlay(Object spec, Object info) {
    for (Field from : shape(spec.getClass()).fields()) {
      Object value = read(from, spec);
      if (value == null) {
        continue;
      }
      for (Field to : shape(info.getClass()).fields()) {
        if (to.getName().equals(from.getName()) && to.getType().equals(from.getType())) {
          write(to, info, copied(value));
        }
      }
    }
  }

  /** The field of a data object by name; null when its type has none. */
  static Field field(Class<?> type, String name) {
    for (Field field : shape(type).fields()) {
      if (field.getName().equals(name)) {
        return field;
      }
    }
    return null;
  }

  public static Object read(Field field, Object of) {
    try {
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " cannot be read", e);
    }
  }

  static void write(Field field, Object of, Object value) {
    try {
      field.set(of, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " cannot be set", e);
    }
  }

  public static boolean isData(Class<?> type) {
    return !type.isEnum()
        && (type.getName().startsWith(PACKAGE)
            || type.getSuperclass() != null && isData(type.getSuperclass()));
  }

  private static Shape shape(Class<?> type) {
    return SHAPES.computeIfAbsent(type, Values::shaped);
  }

  private static Shape shaped(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type;
        at != null && !at.getName().startsWith("java.");
        at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (Modifier.isPublic(field.getModifiers()) && !Modifier.isStatic(field.getModifiers())) {
          fields.add(field);
        }
      }
    }
    try {
      return new Shape(type.getConstructor(), List.copyOf(fields));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no public constructor", e);
    }
  }

  public static ManagedObjectReference ref(String type, String val) {
    ManagedObjectReference ref = new ManagedObjectReference();
    ref.type = Objects.requireNonNull(type);
    ref.val = Objects.requireNonNull(val);
    return ref;
  }

  public static boolean isSame(ManagedObjectReference a, ManagedObjectReference b) {
    return a != null && b != null && a.val.equals(b.val);
  }

  /**
   * Whether a reference is one of several.
   *
   * @param references an array of them
   */
  public static boolean holds(Object references, ManagedObjectReference one) {
    for (ManagedObjectReference each : (ManagedObjectReference[]) references) {
      if (isSame(each, one)) {
        return true;
      }
    }
    return false;
  }

  /** The references without one of them. */
  public static ManagedObjectReference[] without(
      ManagedObjectReference[] references, ManagedObjectReference one) {
    return Arrays.stream(references)
        .filter(each -> !isSame(each, one))
        .toArray(ManagedObjectReference[]::new);
  }

  /** An array with one more at its end; of null, an array of one. */
  @SuppressWarnings("unchecked")
  public static <T> T[] plus(T[] array, T one, Class<T> type) {
    int length = array == null ? 0 : array.length;
    T[] more = (T[]) Array.newInstance(type, length + 1);
    if (array != null) {
      System.arraycopy(array, 0, more, 0, length);
    }
    more[length] = one;
    return more;
  }
}
