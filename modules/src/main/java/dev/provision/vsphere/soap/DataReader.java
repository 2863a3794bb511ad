package dev.provision.vsphere.soap;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;

/**
 * Reads values of vim25 from one XML stream, in one pass. What a newer server adds does no harm: an
 * element that is not known is skipped whole, a type that is not known is read as the declared one
 * (yavijava has no abstract ones) or left out where anything is declared, an enum's value that is
 * not known is absent.
 */
final class DataReader {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String XSD = "http://www.w3.org/2001/XMLSchema";

  /** Snapshot trees nest deepest, at most 32; a hostile answer must not exhaust the stack. */
  private static final int MAX_DEPTH = 256;

  private final WireTypes types;
  private final XmlCursor xml;
  private final Consumer<String> unknown;
  private final boolean skipsUnreadable;
  private int depth;

  /** For what a server says: a scalar that cannot be read makes the message malformed. */
  DataReader(WireTypes types, XmlCursor xml) {
    this(types, xml, name -> {}, false);
  }

  /**
   * For what a client says, which the schema judges: what cannot be read is absent.
   *
   * @param unknown is told of each type, field and value that is not known
   */
  DataReader(WireTypes types, XmlCursor xml, Consumer<String> unknown) {
    this(types, xml, unknown, true);
  }

  private DataReader(
      WireTypes types, XmlCursor xml, Consumer<String> unknown, boolean skipsUnreadable) {
    this.types = types;
    this.xml = xml;
    this.unknown = unknown;
    this.skipsUnreadable = skipsUnreadable;
  }

  /** All children of the element as an array of the type. */
  Object items(Class<?> type) throws XMLStreamException, MalformedMessage {
    List<Object> items = new ArrayList<>();
    Class<?> item = Scalar.boxed(type);
    while (xml.nextChild()) {
      add(items, value(item));
    }
    return array(Scalar.unboxed(type), items);
  }

  /** The one child of the element; null when there is none. */
  Object last(Class<?> type) throws XMLStreamException, MalformedMessage {
    Object value = null;
    while (xml.nextChild()) {
      value = value(Scalar.boxed(type));
    }
    return value;
  }

  /** The name of the fault whose element we are at: its type, or the element's name. */
  String faultType() {
    String named = xml.attribute(XSI, "type");
    if (named != null) {
      return local(named);
    }
    String name = xml.name();
    return name.endsWith("Fault") ? name.substring(0, name.length() - 5) : name;
  }

  MethodFault fault() throws XMLStreamException, MalformedMessage {
    Class<?> type = types.vim(faultType());
    if (type == null && xml.name().endsWith("Fault")) {
      type = types.vim(xml.name().substring(0, xml.name().length() - 5));
    }
    boolean known = type != null && MethodFault.class.isAssignableFrom(type);
    return (MethodFault) data(types.data(known ? type : MethodFault.class));
  }

  /**
   * The value of the element whose start we are at.
   *
   * @param declared the boxed class that the schema says
   * @return null when it is absent, or of a type or enum value that is not known
   */
  Object value(Class<?> declared) throws XMLStreamException, MalformedMessage {
    String nil = xml.attribute(XSI, "nil");
    if (nil != null && (nil.equals("true") || nil.equals("1"))) {
      xml.skip();
      return null;
    }
    String named = xml.attribute(XSI, "type");
    if (named == null) {
      return declared == Object.class ? xml.text() : read(types.known(declared));
    }
    return declared == Object.class ? any(named) : typed(named, declared);
  }

  private Object typed(String named, Class<?> declared)
      throws XMLStreamException, MalformedMessage {
    Class<?> type = types.vim(local(named));
    if (type != null && declared.isAssignableFrom(type)) {
      return read(type);
    }
    if (type == null && !XSD.equals(prefixed(named))) {
      unknown.accept(local(named));
    }
    return read(types.known(declared));
  }

  private Object any(String named) throws XMLStreamException, MalformedMessage {
    String local = local(named);
    if (XSD.equals(prefixed(named))) {
      return readOrSkip(Scalar.byXsdName(local), local);
    }
    if (!local.startsWith("ArrayOf")) {
      return readOrSkip(types.vim(local), local);
    }
    Class<?> item = itemType(local.substring("ArrayOf".length()));
    if (item == null) {
      unknown.accept(local);
      xml.skip();
      return null;
    }
    deeper();
    Object items = items(item);
    depth--;
    return items;
  }

  /** The namespace of a name's prefix; null where it has none. */
  private String prefixed(String named) {
    int colon = named.indexOf(':');
    return colon > 0 ? namespace(named.substring(0, colon)) : null;
  }

  /** govc writes {@code xsd:string} into its files without saying what xsd is. */
  private String namespace(String prefix) {
    String declared = xml.namespaceOf(prefix);
    return declared == null && prefix.equals("xsd") ? XSD : declared;
  }

  private Class<?> itemType(String name) {
    if (name.isEmpty()) {
      return null;
    }
    if (name.equals("AnyType")) {
      return Object.class;
    }
    Class<?> scalar = Scalar.byXsdName(Character.toLowerCase(name.charAt(0)) + name.substring(1));
    return scalar == null ? types.vim(name) : scalar;
  }

  private Object readOrSkip(Class<?> type, String name)
      throws XMLStreamException, MalformedMessage {
    if (type == null) {
      unknown.accept(name);
      xml.skip();
      return null;
    }
    return read(type);
  }

  private Object read(Class<?> type) throws XMLStreamException, MalformedMessage {
    if (type == ManagedObjectReference.class) {
      ManagedObjectReference reference = new ManagedObjectReference();
      reference.type = xml.attribute("", "type");
      reference.val = xml.text();
      return reference;
    } else if (type.isEnum()) {
      String text = xml.text().strip();
      Object constant = types.constant(type, text);
      if (constant == null) {
        unknown.accept(DataType.wireName(type) + "." + text);
      }
      return constant;
    } else if (WireTypes.isData(type)) {
      return data(types.data(type));
    }
    return scalar(type);
  }

  private Object scalar(Class<?> type) throws XMLStreamException, MalformedMessage {
    String name = xml.name();
    String text = xml.text();
    try {
      return Scalar.parse(type, text);
    } catch (IllegalArgumentException e) {
      if (skipsUnreadable) {
        unknown.accept(name + "=" + text);
        return null;
      }
      String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
      throw new MalformedMessage(
          "`<" + name + ">` says `" + shown + "`, which is no " + type.getSimpleName(), e);
    }
  }

  private Object data(DataType type) throws XMLStreamException, MalformedMessage {
    deeper();
    Object made = type.create();
    List<List<Object>> lists = null;
    while (xml.nextChild()) {
      DataType.Element element = type.element(xml.name());
      if (element == null) {
        unknown.accept(type.wireName() + "." + xml.name());
        xml.skip();
      } else if (element.list()) {
        if (lists == null) {
          lists = emptyLists(type);
        }
        Object item = value(element.item());
        List<Object> items = lists.get(element.index());
        if (items == null) {
          items = new ArrayList<>();
          lists.set(element.index(), items);
        }
        add(items, item);
      } else {
        set(element, made, value(element.item()));
      }
    }
    if (lists != null) {
      for (DataType.Element element : type.elements()) {
        List<Object> items = lists.get(element.index());
        if (items != null) {
          set(element, made, array(element.field().getType().getComponentType(), items));
        }
      }
    }
    depth--;
    return made;
  }

  private static List<List<Object>> emptyLists(DataType type) {
    List<List<Object>> lists = new ArrayList<>(type.elements().size());
    for (int i = 0; i < type.elements().size(); i++) {
      lists.add(null);
    }
    return lists;
  }

  private void deeper() throws MalformedMessage {
    if (++depth > MAX_DEPTH) {
      throw new MalformedMessage("its elements are nested deeper than " + MAX_DEPTH);
    }
  }

  private static void set(DataType.Element element, Object made, Object value) {
    if (value == null) {
      return;
    }
    try {
      element.field().set(made, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("`" + element.field() + "` cannot be set", e);
    }
  }

  private static void add(List<Object> items, Object item) {
    if (item != null) {
      items.add(item);
    }
  }

  private static Object array(Class<?> component, List<Object> items) {
    Object array = Array.newInstance(component, items.size());
    for (int i = 0; i < items.size(); i++) {
      Array.set(array, i, items.get(i));
    }
    return array;
  }

  private static String local(String qualified) {
    return qualified.substring(qualified.indexOf(':') + 1);
  }
}
