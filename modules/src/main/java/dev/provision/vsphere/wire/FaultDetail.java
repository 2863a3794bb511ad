package dev.provision.vsphere.wire;

import com.vmware.vim25.LocalizableMessage;
import com.vmware.vim25.LocalizedMethodFault;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the fields of a fault say: which property is invalid, which datastore is full, which fault
 * is behind it. Every type of fault has fields of its own (vSphere API, MethodFault and what
 * extends it), so they are read by reflection, and a new type needs no code here.
 */
public final class FaultDetail {
  /** How many faults behind a fault are followed. */
  private static final int DEEPEST = 3;

  private final List<String> facts = new ArrayList<>();
  private final List<MethodFault> causes = new ArrayList<>();
  private final Set<ManagedObjectReference> objects = new LinkedHashSet<>();

  private FaultDetail() {}

  static FaultDetail of(VimFault fault) {
    FaultDetail detail = new FaultDetail();
    detail.read(fault.fault(), fault);
    return detail;
  }

  /** {@code invalid property: spec.numCPUs}, in the order of the type's fields. */
  List<String> facts() {
    return facts;
  }

  /** The faults that caused it, in the server's words. */
  List<VimFault> causes(VimFault of) {
    return causes.stream().map(cause -> VimFault.of(localized(cause)).with(of.paths())).toList();
  }

  /** The objects that the fault names in its fields, in its text and in the faults behind it. */
  public static Set<ManagedObjectReference> objects(VimFault fault) {
    Set<ManagedObjectReference> all = new LinkedHashSet<>();
    collect(fault, DEEPEST, all);
    return all;
  }

  private static void collect(VimFault fault, int deep, Set<ManagedObjectReference> all) {
    FaultDetail detail = of(fault);
    all.addAll(detail.objects);
    all.addAll(ObjectIds.in(fault.getMessage()));
    if (deep > 0) {
      detail.causes(fault).forEach(cause -> collect(cause, deep - 1, all));
    }
  }

  private void read(MethodFault fault, VimFault at) {
    if (fault.faultMessage != null) {
      for (LocalizableMessage each : fault.faultMessage) {
        if (each != null && each.message != null && !each.message.isBlank()) {
          facts.add(each.message.strip());
        }
      }
    }
    for (Class<?> type = fault.getClass();
        type != MethodFault.class && MethodFault.class.isAssignableFrom(type);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isPublic(field.getModifiers()) && !Modifier.isStatic(field.getModifiers())) {
          add(words(field.getName()), value(field, fault), at);
        }
      }
    }
    if (fault.faultCause != null && fault.faultCause.fault != null) {
      causes.add(told(fault.faultCause));
    }
  }

  private static Object value(Field field, MethodFault fault) {
    try {
      return field.get(fault);
    } catch (IllegalAccessException e) {
      throw new AssertionError("a public field of vim25 cannot be read: " + field, e);
    }
  }

  private void add(String name, Object value, VimFault at) {
    if (value == null) {
      return;
    }
    if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        add(name, Array.get(value, i), at);
      }
    } else if (value instanceof LocalizedMethodFault behind) {
      if (behind.fault != null) {
        causes.add(told(behind));
      }
    } else if (value instanceof MethodFault behind) {
      causes.add(behind);
    } else if (value instanceof ManagedObjectReference ref) {
      objects.add(ref);
      at.path(ref).ifPresent(path -> facts.add(name + ": `" + path + "`"));
    } else if (value instanceof LocalizableMessage message) {
      Optional.ofNullable(message.message).ifPresent(facts::add);
    } else if (value instanceof Enum || value instanceof Number || value instanceof Boolean) {
      facts.add(name + ": " + value);
    } else if (value instanceof String text && !text.isBlank()) {
      facts.add(name + ": " + text.strip());
    }
  }

  /** Puts the text into the fault itself, because only the fault is kept. */
  private static MethodFault told(LocalizedMethodFault behind) {
    String text = behind.localizedMessage;
    if (text != null && !text.isBlank() && behind.fault.faultMessage == null) {
      LocalizableMessage message = new LocalizableMessage();
      message.message = text;
      behind.fault.faultMessage = new LocalizableMessage[] {message};
    }
    return behind.fault;
  }

  private static LocalizedMethodFault localized(MethodFault fault) {
    LocalizedMethodFault localized = new LocalizedMethodFault();
    localized.fault = fault;
    return localized;
  }

  /** {@code invalidProperty} is {@code invalid property}. */
  static String words(String camel) {
    return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }
}
