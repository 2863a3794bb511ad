package dev.provision.simulator.world;

import com.vmware.vim25.InvalidProperty;
import com.vmware.vim25.ManagedObjectReference;
import dev.provision.vsphere.newer.NewerTypes;
import dev.provision.vsphere.wire.VimFault;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One path of a property collector: {@code summary.config.name}, {@code
 * config.extraConfig["provision.address"]}, {@code config.hardware.device[4000]}.
 */
public record PropertyPath(String text, List<Step> steps) {
  /**
   * @param key of an element of an array, by the element's field {@code key}
   */
  record Step(String name, Optional<String> key) {}

  public PropertyPath {
    steps = List.copyOf(steps);
  }

  /**
   * @throws VimFault InvalidProperty where it is no path
   */
  public static PropertyPath parse(String text) throws VimFault {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at <= text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
        end++;
      }
      String name = text.substring(at, end);
      if (name.isEmpty()) {
        throw invalid(text);
      }
      if (end == text.length() || text.charAt(end) == '.') {
        steps.add(new Step(name, Optional.empty()));
        at = end + 1;
        continue;
      }
      boolean quoted = text.startsWith("[\"", end);
      int close = text.indexOf(quoted ? "\"]" : "]", end);
      if (close < 0) {
        throw invalid(text);
      }
      steps.add(new Step(name, Optional.of(text.substring(end + (quoted ? 2 : 1), close))));
      at = close + (quoted ? 2 : 1);
      if (at < text.length() && text.charAt(at) != '.') {
        throw invalid(text);
      }
      at++;
    }
    return new PropertyPath(text, steps);
  }

  /** The property of the managed object that it begins with. */
  String head() {
    return steps.get(0).name();
  }

  /**
   * @return null where an optional value on the way is absent
   * @throws VimFault InvalidProperty where the type has no such property or field in the version
   *     that the world announces
   */
  public Object read(World world, Managed object) throws VimFault {
    Schema schema = world.schema();
    if (!schema.has(object.type(), head())) {
      throw invalid(text);
    }
    Optional<Schema.Newer> newer = schema.newer(object.type(), text);
    if (newer.isPresent()) {
      if (!world.version().isAtLeast(newer.get().since())) {
        throw invalid(text);
      }
      return world.read(object, newer.get().stored());
    }
    Object value = element(world.read(object, head()), steps.get(0));
    for (Step step : steps.subList(1, steps.size())) {
      if (value == null) {
        return null;
      }
      Field field =
          Values.isData(value.getClass()) && !(value instanceof ManagedObjectReference)
              ? Values.field(value.getClass(), step.name())
              : null;
      if (field == null && NewerTypes.adds(value.getClass(), step.name())) {
        return null;
      }
      if (field == null) {
        throw invalid(text);
      }
      value = element(Values.read(field, value), step);
    }
    return value;
  }

  /**
   * Puts a value where a path of names leads, inside what the object has there; nothing where it
   * has nothing there, or no such field.
   */
  public static void put(World world, Managed object, String path, Object value) {
    String[] names = path.split("\\.");
    Object whole = Values.copy(object.get(names[0]));
    Object at = whole;
    for (int i = 1; at != null; i++) {
      Field field = Values.isData(at.getClass()) ? Values.field(at.getClass(), names[i]) : null;
      if (field == null) {
        return;
      }
      if (i == names.length - 1) {
        Values.write(field, at, value);
        world.set(object, names[0], whole);
        return;
      }
      at = Values.read(field, at);
    }
  }

  private Object element(Object value, Step step) throws VimFault {
    if (step.key().isEmpty() || value == null) {
      return value;
    }
    if (!value.getClass().isArray()) {
      throw invalid(text);
    }
    for (int i = 0; i < Array.getLength(value); i++) {
      Object each = Array.get(value, i);
      Field key = Values.isData(each.getClass()) ? Values.field(each.getClass(), "key") : null;
      if (key == null) {
        throw invalid(text);
      }
      if (step.key().get().equals(String.valueOf(Values.read(key, each)))) {
        return each;
      }
    }
    return null;
  }

  private static VimFault invalid(String text) {
    InvalidProperty fault = new InvalidProperty();
    fault.name = text;
    return new VimFault(fault, "there is no property `" + text + "`");
  }
}
