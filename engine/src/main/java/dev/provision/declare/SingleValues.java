package dev.provision.declare;

import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Secret;
import dev.provision.spi.schema.Written;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one text as the type that its field has. What YAML 1.1 would make of the text plays no
 * part: {@code 010}, {@code 1e3} and {@code 12:30:45} are no whole numbers, {@code on} is a word.
 */
final class SingleValues {
  private static final Set<Class<?>> KNOWN =
      Set.of(
          String.class,
          Secret.class,
          boolean.class,
          int.class,
          long.class,
          BigDecimal.class,
          Duration.class,
          DataSize.class);
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
  private static final Set<String> YES = Set.of("yes", "on", "y", "true");
  private static final Set<String> NO = Set.of("no", "off", "n", "false");

  private SingleValues() {}

  static boolean isKnown(Class<?> type) {
    return KNOWN.contains(type) || type.isAnnotationPresent(Written.class);
  }

  static Class<?> unboxed(Class<?> type) {
    if (type == Integer.class) {
      return int.class;
    }
    if (type == Long.class) {
      return long.class;
    }
    return type == Boolean.class ? boolean.class : type;
  }

  /**
   * @throws IllegalArgumentException saying what was expected and what was found, to be put after
   *     the field's name
   */
  static Object read(FieldType.Single type, String text) {
    Class<?> wanted = type.type();
    if (wanted == String.class) {
      return text;
    }
    if (wanted == Secret.class) {
      return new Secret(text);
    }
    if (wanted == boolean.class) {
      return bool(text);
    }
    if (wanted == Duration.class) {
      return Durations.parse(text, type.bareUnit());
    }
    if (wanted == DataSize.class) {
      return DataSize.parse(text, type.bareUnit());
    }
    if (wanted == BigDecimal.class) {
      if (!DECIMAL.matcher(text).matches()) {
        throw expected("a number", text);
      }
      return new BigDecimal(text);
    }
    if (wanted.isAnnotationPresent(Written.class)) {
      return made(wanted, text);
    }
    return wanted == int.class ? (Object) whole(text, Integer.MAX_VALUE) : whole(text);
  }

  private static Object made(Class<?> type, String text) {
    try {
      return type.getConstructor(String.class).newInstance(text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no text makes a " + type.getSimpleName(), e);
    }
  }

  private static boolean bool(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    String lower = text.toLowerCase(Locale.ROOT);
    String instead = YES.contains(lower) ? "true" : NO.contains(lower) ? "false" : "";
    throw new IllegalArgumentException(
        "expected true or false, found `"
            + text
            + "`"
            + (instead.isEmpty() ? "" : "; write `" + instead + "`"));
  }

  private static int whole(String text, int most) {
    long value = whole(text);
    if (value > most || value < -(long) most) {
      throw new IllegalArgumentException("`" + text + "` is too large; at most " + most);
    }
    return (int) value;
  }

  private static long whole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw expected("a whole number", text);
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "`" + text + "` is too large; at most " + Long.MAX_VALUE, e);
    }
  }

  private static IllegalArgumentException expected(String what, String text) {
    return new IllegalArgumentException("expected " + what + ", found `" + text + "`");
  }
}
