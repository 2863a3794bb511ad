package dev.provision.vsphere.soap;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads values of vim25 from one XML stream, in one pass. What a newer server adds does no harm: an
 * element that is not known is skipped whole, a type that is not known is read as the declared one
 * or left out where that says nothing, an enum's value that is not known is absent.
 */
final class DataReader {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String XSD = "http://www.w3.org/2001/XMLSchema";

  /** Snapshot trees nest deepest, at most 32; a hostile answer must not exhaust the stack. */
  private static final int MAX_DEPTH = 256;

  private final WireTypes types;
  private final XMLStreamReader xml;
  private int depth;

  DataReader(WireTypes types, XMLStreamReader xml) {
    this.types = types;
    this.xml = xml;
  }

  String name() {
    return xml.getLocalName();
  }

  String namespace() {
    return xml.getNamespaceURI();
  }

  /** Moves to the next child's start; false at the end of the element that we are in. */
  boolean nextChild() throws XMLStreamException, MalformedMessage {
    while (true) {
      int event = advance();
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        return false;
      } else if (event == XMLStreamConstants.END_DOCUMENT) {
        throw new MalformedMessage("it is empty");
      }
    }
  }

  /** Past the element whose start we are at. */
  void skip() throws XMLStreamException, MalformedMessage {
    int open = 1;
    while (open > 0) {
      int event = advance();
      if (event == XMLStreamConstants.START_ELEMENT) {
        open++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open--;
      }
    }
  }

  void toEnd() throws XMLStreamException, MalformedMessage {
    while (xml.hasNext()) {
      advance();
    }
  }

  private int advance() throws XMLStreamException, MalformedMessage {
    int event = xml.next();
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new MalformedMessage("it holds a DTD or an entity, which vim25 never sends; refused");
    }
    return event;
  }

  /** The text of the element; what elements it holds are not part of it. */
  String text() throws XMLStreamException, MalformedMessage {
    String first = "";
    StringBuilder more = null;
    while (true) {
      int event = advance();
      if (event == XMLStreamConstants.END_ELEMENT) {
        return more == null ? first : more.toString();
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        skip();
      } else if (event == XMLStreamConstants.CHARACTERS
          || event == XMLStreamConstants.CDATA
          || event == XMLStreamConstants.SPACE) {
        if (more != null) {
          more.append(xml.getText());
        } else if (first.isEmpty()) {
          first = xml.getText();
        } else {
          more = new StringBuilder(first).append(xml.getText());
        }
      }
    }
  }

  /** All children of the element as an array of the type. */
  Object items(Class<?> type) throws XMLStreamException, MalformedMessage {
    List<Object> items = new ArrayList<>();
    Class<?> item = Scalar.boxed(type);
    while (nextChild()) {
      add(items, value(item));
    }
    return array(Scalar.unboxed(type), items);
  }

  /** The one child of the element; null when there is none. */
  Object last(Class<?> type) throws XMLStreamException, MalformedMessage {
    Object value = null;
    while (nextChild()) {
      value = value(Scalar.boxed(type));
    }
    return value;
  }

  /** The name of the fault whose element we are at: its type, or the element's name. */
  String faultType() {
    String named = attribute(XSI, "type");
    if (named != null) {
      return local(named);
    }
    String name = name();
    return name.endsWith("Fault") ? name.substring(0, name.length() - 5) : name;
  }

  MethodFault fault() throws XMLStreamException, MalformedMessage {
    Class<?> type = types.vim(faultType());
    if (type == null && name().endsWith("Fault")) {
      type = types.vim(name().substring(0, name().length() - 5));
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
    String nil = attribute(XSI, "nil");
    if (nil != null && (nil.equals("true") || nil.equals("1"))) {
      skip();
      return null;
    }
    String named = attribute(XSI, "type");
    if (named == null) {
      return declared == Object.class ? text() : read(types.known(declared));
    }
    return declared == Object.class ? any(named) : typed(named, declared);
  }

  private Object typed(String named, Class<?> declared)
      throws XMLStreamException, MalformedMessage {
    Class<?> type = types.vim(local(named));
    if (type != null && declared.isAssignableFrom(type)) {
      return read(type);
    }
    if (Modifier.isAbstract(declared.getModifiers()) && WireTypes.isData(declared)) {
      skip();
      return null;
    }
    return read(types.known(declared));
  }

  private Object any(String named) throws XMLStreamException, MalformedMessage {
    String local = local(named);
    int colon = named.indexOf(':');
    if (colon > 0 && XSD.equals(xml.getNamespaceURI(named.substring(0, colon)))) {
      return readOrSkip(Scalar.byXsdName(local));
    }
    if (!local.startsWith("ArrayOf")) {
      return readOrSkip(types.vim(local));
    }
    Class<?> item = itemType(local.substring("ArrayOf".length()));
    if (item == null) {
      skip();
      return null;
    }
    deeper();
    Object items = items(item);
    depth--;
    return items;
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

  private Object readOrSkip(Class<?> type) throws XMLStreamException, MalformedMessage {
    if (type == null) {
      skip();
      return null;
    }
    return read(type);
  }

  private Object read(Class<?> type) throws XMLStreamException, MalformedMessage {
    if (type == ManagedObjectReference.class) {
      ManagedObjectReference reference = new ManagedObjectReference();
      reference.type = attribute("", "type");
      reference.val = text();
      return reference;
    } else if (type.isEnum()) {
      return types.constant(type, text().strip());
    } else if (WireTypes.isData(type)) {
      return data(types.data(type));
    }
    return scalar(type);
  }

  private Object scalar(Class<?> type) throws XMLStreamException, MalformedMessage {
    String name = name();
    String text = text();
    try {
      return Scalar.parse(type, text);
    } catch (IllegalArgumentException e) {
      String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
      throw new MalformedMessage(
          "`<" + name + ">` says `" + shown + "`, which is no " + type.getSimpleName(), e);
    }
  }

  private Object data(DataType type) throws XMLStreamException, MalformedMessage {
    deeper();
    Object made = type.create();
    List<List<Object>> lists = null;
    while (nextChild()) {
      DataType.Element element = type.element(name());
      if (element == null) {
        skip();
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

  /** {@code xsi:type} and the plain {@code type} of a reference are two; "" is no namespace. */
  private String attribute(String namespace, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        String of = xml.getAttributeNamespace(i);
        if ((of == null ? "" : of).equals(namespace)) {
          return xml.getAttributeValue(i);
        }
      }
    }
    return null;
  }

  private static String local(String qualified) {
    return qualified.substring(qualified.indexOf(':') + 1);
  }
}
