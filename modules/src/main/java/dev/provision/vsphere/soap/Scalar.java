package dev.provision.vsphere.soap;

import java.util.Base64;
import java.util.Calendar;

/** The simple values of XML Schema that vim25 uses, by their name and by their Java class. */
final class Scalar {
  private Scalar() {}

  /** The class of an {@code xsd:} type; null for one that vim25 does not use. */
  static Class<?> byXsdName(String name) {
    switch (name) {
      case "string":
      case "anyURI":
      case "normalizedString":
      case "token":
        return String.class;
      case "boolean":
        return Boolean.class;
      case "byte":
        return Byte.class;
      case "short":
        return Short.class;
      case "int":
        return Integer.class;
      case "long":
      case "integer":
        return Long.class;
      case "float":
        return Float.class;
      case "double":
        return Double.class;
      case "dateTime":
        return Calendar.class;
      case "base64Binary":
        return byte[].class;
      default:
        return null;
    }
  }

  /** The class by yavijava's name in a stub, {@code boolean} or {@code Calendar}; null if none. */
  static Class<?> byStubName(String name) {
    switch (name) {
      case "String":
      case "Sring": // sic: VimStub 6.0.05 asks for `Sring[]` once
        return String.class;
      case "boolean":
      case "Boolean":
        return Boolean.class;
      case "byte":
        return Byte.class;
      case "short":
        return Short.class;
      case "int":
      case "Integer":
        return Integer.class;
      case "long":
      case "Long":
        return Long.class;
      case "float":
        return Float.class;
      case "double":
        return Double.class;
      case "Calendar":
        return Calendar.class;
      case "Object":
        return Object.class;
      default:
        return null;
    }
  }

  /** The local name of the {@code xsd:} type of a class; null when it is no scalar. */
  static String xsdName(Class<?> type) {
    if (type == String.class) {
      return "string";
    } else if (type == Boolean.class) {
      return "boolean";
    } else if (type == Integer.class) {
      return "int";
    } else if (type == Long.class) {
      return "long";
    } else if (type == Short.class) {
      return "short";
    } else if (type == Byte.class) {
      return "byte";
    } else if (type == Float.class) {
      return "float";
    } else if (type == Double.class) {
      return "double";
    } else if (Calendar.class.isAssignableFrom(type)) {
      return "dateTime";
    }
    return null;
  }

  /** A primitive's box; any other class itself. */
  static Class<?> boxed(Class<?> type) {
    if (!type.isPrimitive()) {
      return type;
    } else if (type == int.class) {
      return Integer.class;
    } else if (type == boolean.class) {
      return Boolean.class;
    } else if (type == long.class) {
      return Long.class;
    } else if (type == short.class) {
      return Short.class;
    } else if (type == byte.class) {
      return Byte.class;
    } else if (type == float.class) {
      return Float.class;
    }
    return Double.class;
  }

  /** The primitive that arrays in data objects are made of; any other class itself. */
  static Class<?> unboxed(Class<?> type) {
    if (type == Integer.class) {
      return int.class;
    } else if (type == Boolean.class) {
      return boolean.class;
    } else if (type == Long.class) {
      return long.class;
    } else if (type == Short.class) {
      return short.class;
    } else if (type == Byte.class) {
      return byte.class;
    } else if (type == Float.class) {
      return float.class;
    } else if (type == Double.class) {
      return double.class;
    }
    return type;
  }

  /**
   * @param type a boxed class, String, Calendar or {@code byte[]} (base64)
   * @throws IllegalArgumentException when the text is no value of that type
   */
  static Object parse(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    String value = text.strip();
    if (type == Integer.class) {
      return Integer.valueOf(value);
    } else if (type == Boolean.class) {
      return bool(value);
    } else if (type == Long.class) {
      return Long.valueOf(value);
    } else if (type == Short.class) {
      return Short.valueOf(value);
    } else if (type == Byte.class) {
      return octet(value);
    } else if (type == Float.class) {
      return Float.valueOf(floating(value));
    } else if (type == Double.class) {
      return Double.valueOf(floating(value));
    } else if (type == Calendar.class) {
      return XsdDateTime.parse(value);
    } else if (type == byte[].class) {
      return Base64.getMimeDecoder().decode(value);
    }
    throw new AssertionError(type);
  }

  static String text(Object scalar) {
    if (scalar instanceof Calendar) {
      return XsdDateTime.text((Calendar) scalar);
    }
    if (scalar instanceof Float || scalar instanceof Double) {
      return scalar.toString().replace("Infinity", "INF");
    }
    return scalar.toString();
  }

  private static Boolean bool(String value) {
    switch (value) {
      case "true":
      case "1":
        return Boolean.TRUE;
      case "false":
      case "0":
        return Boolean.FALSE;
      default:
        throw new IllegalArgumentException("not an xsd:boolean");
    }
  }

  /** vim25 bytes are signed, but some servers write them unsigned. */
  private static Byte octet(String value) {
    int number = Integer.parseInt(value);
    if (number < Byte.MIN_VALUE || number > 255) {
      throw new IllegalArgumentException("not an xsd:byte");
    }
    return (byte) number;
  }

  private static String floating(String value) {
    return value.endsWith("INF") ? value.replace("INF", "Infinity") : value;
  }
}
