package dev.provision.vsphere.soap;

import com.vmware.vim25.ManagedObjectReference;
import java.lang.reflect.Array;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes values of vim25 as elements: fields in the schema's order, null left out, {@code xsi:type}
 * wherever a value's type is not the declared one. Safe for many threads.
 */
final class DataWriter {
  /** How values of one class are written for the reader: under which name, and which fields. */
  private record Form(String name, List<DataType.Element> elements) {}

  private final WireTypes types;
  private final Vocabulary reader;
  private final Map<Class<?>, Form> forms = new ConcurrentHashMap<>();

  DataWriter(WireTypes types) {
    this(types, Vocabulary.WHOLE);
  }

  /**
   * @param reader what the one who will read it knows
   */
  DataWriter(WireTypes types, Vocabulary reader) {
    this.types = types;
    this.reader = reader;
  }

  private Form form(Class<?> type) {
    Form known = forms.get(type);
    return known != null ? known : forms.computeIfAbsent(type, this::formed);
  }

  private Form formed(Class<?> type) {
    DataType data = types.data(type);
    String name = reader.type(data.wireName());
    return new Form(
        name, data.elements().stream().filter(each -> reader.hasField(name, each.name())).toList());
  }

  /** An element for each item of an array; nothing for null. */
  void repeated(StringBuilder out, String name, Class<?> item, Object array)
      throws MalformedMessage {
    if (array == null) {
      return;
    }
    for (int i = 0, length = Array.getLength(array); i < length; i++) {
      Object value = Array.get(array, i);
      if (value == null) {
        throw new MalformedMessage("element " + i + " of `" + name + "` is null");
      }
      element(out, name, item, value);
    }
  }

  /**
   * @param declared the boxed class that the schema says; Object for one that may hold anything
   */
  void element(StringBuilder out, String name, Class<?> declared, Object value)
      throws MalformedMessage {
    if (value == null) {
      return;
    }
    Class<?> type = value.getClass();
    if (value instanceof ManagedObjectReference) {
      reference(out, name, declared, (ManagedObjectReference) value);
    } else if (type.isArray()) {
      array(out, name, declared, value);
    } else if (value instanceof Enum) {
      constant(out, name, declared, (Enum<?>) value);
    } else if (WireTypes.isData(type)) {
      data(out, name, declared, value);
    } else {
      scalar(out, name, declared, value);
    }
  }

  void data(StringBuilder out, String name, Class<?> declared, Object value)
      throws MalformedMessage {
    Form form = form(value.getClass());
    boolean same = WireTypes.isData(declared) && form.name().equals(DataType.wireName(declared));
    open(out, name, same ? "" : form.name());
    for (DataType.Element element : form.elements()) {
      Object held = held(element, value);
      if (element.list()) {
        repeated(out, element.name(), element.item(), held);
      } else if (!element.zeroIsAbsent() || ((Number) held).intValue() != 0) {
        element(out, element.name(), element.item(), held);
      }
    }
    close(out, name);
  }

  private void constant(StringBuilder out, String name, Class<?> declared, Enum<?> value) {
    String type = DataType.wireName(value.getDeclaringClass());
    if (reader.hasValue(type, value.name())) {
      open(out, name, declared == value.getDeclaringClass() ? "" : type);
      out.append(value.name());
      close(out, name);
    }
  }

  private static Object held(DataType.Element element, Object value) {
    try {
      return element.field().get(value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("`" + element.field() + "` cannot be read", e);
    }
  }

  private static void reference(
      StringBuilder out, String name, Class<?> declared, ManagedObjectReference reference)
      throws MalformedMessage {
    if (reference.val == null || reference.type == null) {
      throw new MalformedMessage("`" + name + "` refers to an object without type or id");
    }
    out.append('<').append(name);
    if (declared != ManagedObjectReference.class) {
      out.append(" xsi:type=\"ManagedObjectReference\"");
    }
    out.append(" type=\"");
    escape(out, name, reference.type);
    out.append("\">");
    escape(out, name, reference.val);
    close(out, name);
  }

  /** An array where one value is declared: base64, or a list as the value of an anyType. */
  private void array(StringBuilder out, String name, Class<?> declared, Object array)
      throws MalformedMessage {
    if (declared == byte[].class) {
      open(out, name, "");
      out.append(Base64.getEncoder().encodeToString((byte[]) array));
      close(out, name);
      return;
    }
    Class<?> item = Scalar.boxed(array.getClass().getComponentType());
    String xsd = item == Object.class ? "anyType" : Scalar.xsdName(item);
    String itemName = xsd == null ? reader.type(DataType.wireName(item)) : xsd;
    open(out, name, "ArrayOf" + Character.toUpperCase(itemName.charAt(0)) + itemName.substring(1));
    repeated(out, itemName, item, array);
    close(out, name);
  }

  private static void scalar(StringBuilder out, String name, Class<?> declared, Object value)
      throws MalformedMessage {
    String xsd = Scalar.xsdName(value.getClass());
    if (xsd == null) {
      throw new MalformedMessage(
          "`" + name + "` is a " + value.getClass().getName() + ", for which vim25 has no form");
    }
    open(out, name, declared.isInstance(value) && declared != Object.class ? "" : "xsd:" + xsd);
    escape(out, name, Scalar.text(value));
    close(out, name);
  }

  static void text(StringBuilder out, String name, String value) throws MalformedMessage {
    open(out, name, "");
    escape(out, name, value);
    close(out, name);
  }

  static void open(StringBuilder out, String name, String xsiType) {
    out.append('<').append(name);
    if (!xsiType.isEmpty()) {
      out.append(" xsi:type=\"").append(xsiType).append('"');
    }
    out.append('>');
  }

  static void close(StringBuilder out, String name) {
    out.append("</").append(name).append('>');
  }

  private static void escape(StringBuilder out, String name, String text) throws MalformedMessage {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&') {
        out.append("&amp;");
      } else if (c == '<') {
        out.append("&lt;");
      } else if (c == '>') {
        out.append("&gt;");
      } else if (c == '"') {
        out.append("&quot;");
      } else if (c == '\r') {
        out.append("&#13;");
      } else if (isXml(text, i)) {
        out.append(c);
      } else {
        throw new MalformedMessage(
            String.format(
                "the value of `%s` holds the character U+%04X, which XML cannot carry",
                name, (int) c));
      }
    }
  }

  private static boolean isXml(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c >= ' ' && c < '\uFFFE' || c == '\n' || c == '\t';
  }
}
