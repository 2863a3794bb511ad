package dev.provision.vsphere.soap;

import java.util.Base64;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The simple values of XML Schema that vim25 uses, a row each: their Java class, their names in the
 * schema and in yavijava's stub, and how one is read. The first name in the schema is what is
 * written.
 */
enum Scalar {
  STRING(String.class, null, "string anyURI normalizedString token", "String Sring", text -> text),
  BOOLEAN(Boolean.class, boolean.class, "boolean", "boolean Boolean", Scalar::bool),
  BYTE(Byte.class, byte.class, "byte", "byte", Scalar::octet),
  SHORT(Short.class, short.class, "short", "short", Short::valueOf),
  INT(Integer.class, int.class, "int", "int Integer", Integer::valueOf),
  LONG(Long.class, long.class, "long integer", "long Long", Long::valueOf),
  FLOAT(Float.class, float.class, "float", "float", text -> Float.valueOf(floating(text))),
  DOUBLE(Double.class, double.class, "double", "double", text -> Double.valueOf(floating(text))),
  DATE_TIME(Calendar.class, null, "dateTime", "Calendar", XsdDateTime::parse),
  /** Read alone: a {@code byte[]} that is sent is an array of bytes. */
  BASE64(byte[].class, null, "base64Binary", "", text -> Base64.getMimeDecoder().decode(text));

  private static final Map<Class<?>, Scalar> BY_TYPE = index(row -> List.of(row.type));
  private static final Map<Class<?>, Scalar> BY_PRIMITIVE =
      index(row -> row.primitive == null ? List.of() : List.of(row.primitive));
  private static final Map<String, Scalar> BY_XSD_NAME = index(row -> row.xsdNames);
  private static final Map<String, Scalar> BY_STUB_NAME = index(row -> row.stubNames);

  private final Class<?> type;
  private final Class<?> primitive;
  private final List<String> xsdNames;
  private final List<String> stubNames;
  private final Function<String, Object> parser;

  /**
   * @param primitive null where there is none
   * @param stubNames yavijava's, such as {@code Sring}, which VimStub 6.0.05 asks for once
   */
  Scalar(
      Class<?> type,
      Class<?> primitive,
      String xsdNames,
      String stubNames,
      Function<String, Object> parser) {
    this.type = type;
    this.primitive = primitive;
    this.xsdNames = List.of(xsdNames.split(" "));
    this.stubNames = List.of(stubNames.split(" "));
    this.parser = parser;
  }

  /** The class of an {@code xsd:} type; null for one that vim25 does not use. */
  static Class<?> byXsdName(String name) {
    Scalar row = BY_XSD_NAME.get(name);
    return row == null ? null : row.type;
  }

  /** The class by yavijava's name in a stub, {@code boolean} or {@code Calendar}; null if none. */
  static Class<?> byStubName(String name) {
    Scalar row = BY_STUB_NAME.get(name);
    return row == null ? null : row.type;
  }

  /** The local name of the {@code xsd:} type of a class; null when none is written. */
  static String xsdName(Class<?> type) {
    Scalar row = Calendar.class.isAssignableFrom(type) ? DATE_TIME : BY_TYPE.get(type);
    return row == null || row == BASE64 ? null : row.xsdNames.get(0);
  }

  /** A primitive's box; any other class itself. */
  static Class<?> boxed(Class<?> type) {
    return type.isPrimitive() ? BY_PRIMITIVE.get(type).type : type;
  }

  /** The primitive that arrays in data objects are made of; any other class itself. */
  static Class<?> unboxed(Class<?> type) {
    Scalar row = BY_TYPE.get(type);
    return row == null || row.primitive == null ? type : row.primitive;
  }

  /**
   * @param type a boxed class, String, Calendar or {@code byte[]} (base64)
   * @throws IllegalArgumentException when the text is no value of that type
   */
  static Object parse(Class<?> type, String text) {
    Scalar row = BY_TYPE.get(type);
    if (row == null) {
      throw new AssertionError(type);
    }
    return row.parser.apply(row == STRING ? text : text.strip());
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

  /** Each row under each of its keys. */
  private static <K> Map<K, Scalar> index(Function<Scalar, List<K>> keys) {
    Map<K, Scalar> index = new HashMap<>();
    for (Scalar row : values()) {
      keys.apply(row).forEach(key -> index.put(key, row));
    }
    return Map.copyOf(index);
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
