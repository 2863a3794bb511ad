package dev.provision.modules.hosts.settings;

import com.vmware.vim25.BoolOption;
import com.vmware.vim25.ChoiceOption;
import com.vmware.vim25.ElementDescription;
import com.vmware.vim25.FloatOption;
import com.vmware.vim25.IntOption;
import com.vmware.vim25.LongOption;
import com.vmware.vim25.OptionDef;
import com.vmware.vim25.OptionType;
import java.util.Arrays;
import java.util.List;

/**
 * The values of advanced options. A host refuses a value of another type, also a number of another
 * length, so the option's own definition says the type; where a server shows none, the value that
 * is there.
 */
final class OptionTypes {
  private OptionTypes() {}

  /**
   * The value that a text means.
   *
   * @param definition null when the server shows none
   * @param value the one that is there; null when there is none
   * @throws IllegalArgumentException saying what the option takes
   */
  static Object parse(String text, OptionDef definition, Object value) {
    OptionType type = definition == null ? null : definition.getOptionType();
    if (type != null && Boolean.TRUE.equals(type.getValueIsReadonly())) {
      throw new IllegalArgumentException("the host does not let it be changed");
    }
    if (type instanceof LongOption some) {
      return number(text, some.getMin(), some.getMax());
    }
    if (type instanceof IntOption some) {
      return (int) number(text, some.getMin(), some.getMax());
    }
    if (type instanceof BoolOption) {
      return truth(text);
    }
    if (type instanceof FloatOption some) {
      return decimal(text, some.getMin(), some.getMax());
    }
    if (type instanceof ChoiceOption some && some.getChoiceInfo() != null) {
      return choice(text, some.getChoiceInfo());
    }
    return type == null ? like(text, value) : text;
  }

  /** The value of the same type as another one. */
  private static Object like(String text, Object value) {
    if (value instanceof Long) {
      return number(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (value instanceof Integer) {
      return (int) number(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (value instanceof Float) {
      return decimal(text, -Float.MAX_VALUE, Float.MAX_VALUE);
    }
    return value instanceof Boolean ? (Object) truth(text) : text;
  }

  private static long number(String text, long min, long max) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw expected("a number from " + min + " to " + max, text);
    }
    throw expected("a number from " + min + " to " + max, text);
  }

  private static float decimal(String text, float min, float max) {
    try {
      float number = Float.parseFloat(text.strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw expected("a number from " + min + " to " + max, text);
    }
    throw expected("a number from " + min + " to " + max, text);
  }

  private static boolean truth(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.parseBoolean(text);
    }
    throw expected("true or false", text);
  }

  private static String choice(String text, ElementDescription[] choices) {
    List<String> words = Arrays.stream(choices).map(ElementDescription::getKey).toList();
    if (words.contains(text)) {
      return text;
    }
    throw expected("one of " + String.join(", ", words), text);
  }

  private static IllegalArgumentException expected(String what, String text) {
    return new IllegalArgumentException("expected " + what + ", found `" + text + "`");
  }
}
