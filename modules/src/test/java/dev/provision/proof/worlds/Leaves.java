package dev.provision.proof.worlds;

import com.vmware.vim25.ManagedObjectReference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The plain values in a value of vim25, by their paths: {@code hardware.device.3.key}. */
final class Leaves {
  private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

  private Leaves() {}

  static Map<String, String> of(Object value) {
    Map<String, String> leaves = new TreeMap<>();
    into("", value, leaves);
    return leaves;
  }

  /** The paths at which two values differ, each with both. */
  static Map<String, String> between(Object before, Object after) {
    Map<String, String> old = of(before);
    Map<String, String> now = of(after);
    Map<String, String> changed = new TreeMap<>();
    old.forEach(
        (path, was) -> {
          String is = now.get(path);
          if (!was.equals(is)) {
            changed.put(path, was + " -> " + (is == null ? "(none)" : is));
          }
        });
    now.forEach(
        (path, is) -> {
          if (!old.containsKey(path)) {
            changed.put(path, "(none) -> " + is);
          }
        });
    return changed;
  }

  private static void into(String path, Object value, Map<String, String> leaves) {
    if (value == null) {
      return;
    }
    if (value instanceof ManagedObjectReference ref) {
      leaves.put(path, ref.getType() + ":" + ref.getVal());
    } else if (value instanceof Calendar time) {
      leaves.put(path, "" + time.getTimeInMillis());
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        Object each = Array.get(value, i);
        into(below(path, key(each).orElse("" + i)), each, leaves);
      }
    } else if (value instanceof Iterable<?> all) {
      int i = 0;
      for (Object each : all) {
        into(below(path, "" + i++), each, leaves);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> into(below(path, "" + key), each, leaves));
    } else if (value instanceof Enum || value.getClass().getName().startsWith("java.")) {
      leaves.put(path, value.toString());
    } else {
      for (Field each : FIELDS.computeIfAbsent(value.getClass(), Leaves::fields)) {
        try {
          into(below(path, each.getName()), each.get(value), leaves);
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /** What names an entry of a list wherever it stands: devices and options have keys. */
  private static Optional<String> key(Object entry) {
    if (entry == null || entry.getClass().getName().startsWith("java.")) {
      return Optional.empty();
    }
    for (Field each : FIELDS.computeIfAbsent(entry.getClass(), Leaves::fields)) {
      if (each.getName().equals("key")) {
        try {
          Object key = each.get(entry);
          return key == null
              ? Optional.empty()
              : Optional.of("[" + key.toString().replaceAll("[\\[\\].]", "_") + "]");
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return Optional.empty();
  }

  private static String below(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Field each : type.getFields()) {
      if (!Modifier.isStatic(each.getModifiers())) {
        fields.add(each);
      }
    }
    return fields;
  }
}
