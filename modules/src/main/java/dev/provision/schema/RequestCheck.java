package dev.provision.schema;

import dev.provision.schema.ApiType.DataObject;
import dev.provision.schema.ApiType.Enumeration;
import dev.provision.schema.ApiType.Field;
import dev.provision.schema.ApiType.Held;
import dev.provision.schema.ApiType.ManagedObject;
import dev.provision.schema.ApiType.Method;
import dev.provision.schema.Violation.Missing;
import dev.provision.schema.Violation.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Checks what is written against the table of the API's types, as a server does that keeps to its
 * schema: order of elements, those of the base first, {@code xsi:type}, what is required, values of
 * enums, references, property paths, and nothing that is newer than the version which was asked
 * for. For one request.
 */
public final class RequestCheck {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String XSD = "http://www.w3.org/2001/XMLSchema";
  private static final String REFERENCE = "ManagedObjectReference";
  private static final Since FIRST = new Since("2.0");

  private final ApiTable table;
  private final String namespace;
  private final Elements elements;
  private final XMLStreamReader xml;
  private final Findings found;
  private final PropertyPaths paths;

  private RequestCheck(ApiTable table, String namespace, Since version, byte[] document)
      throws XMLStreamException {
    this.table = table;
    this.namespace = namespace;
    this.elements = new Elements(document);
    this.xml = elements.at();
    this.found = new Findings(new ServiceVersion(namespace, version));
    this.paths = new PropertyPaths(table, found);
  }

  /**
   * @param action as SOAPAction has it, {@code urn:vim25/8.0.2.0}
   * @param envelope with one call in its body
   */
  public static Findings of(ApiTable table, String action, byte[] envelope) {
    int slash = action.lastIndexOf('/');
    try {
      RequestCheck check =
          new RequestCheck(
              table, action.substring(0, slash), new Since(action.substring(slash + 1)), envelope);
      check.elements.body();
      check.call();
      return check.found;
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The same for a document that holds one data object of vim25. */
  static Findings ofDocument(ApiTable table, Since version, String type, byte[] document) {
    try {
      RequestCheck check = new RequestCheck(table, "urn:vim25", version, document);
      check.elements.nextChild();
      check.found.method(type);
      check.value(new Held(type, false, false, false), "");
      return check.found;
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * The same for an answer.
   *
   * @param namespace of the service
   * @param returns what the method returns
   */
  static Findings ofAnswer(
      ApiTable table, Since version, String namespace, Held returns, byte[] envelope) {
    try {
      RequestCheck check = new RequestCheck(table, namespace, version, envelope);
      check.elements.body();
      check.found.method(check.xml.getLocalName());
      while (check.elements.nextChild()) {
        check.value(returns, "returnval");
      }
      return check.found;
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void call() throws XMLStreamException {
    String name = xml.getLocalName();
    found.method(name);
    if (!namespace.equals(xml.getNamespaceURI())) {
      found.violated(Rule.METHOD, "", "it is of `" + xml.getNamespaceURI() + "`");
      return;
    }
    if (!elements.nextChild() || !xml.getLocalName().equals("_this")) {
      found.missing("", new Missing("_this", ""), "`_this` is not its first element");
      return;
    }
    String self = reference(new Held("ManagedObject", true, false, false), "_this");
    if (self.isEmpty()) {
      return;
    }
    if (!namespace(self).equals(namespace)) {
      found.violated(Rule.METHOD, "", "a " + self + " is an object of " + namespace(self));
      return;
    }
    Optional<Method> method = table.method(self, name);
    if (method.isEmpty()) {
      Rule rule = table.methods().containsKey(name) ? Rule.RECEIVER : Rule.METHOD;
      found.violated(rule, "", "a " + self + " has no such method");
      return;
    }
    found.uses(namespace, method.get().since(), "", "method " + name);
    children(method.get().parameters(), "", "");
  }

  /**
   * Checks the children of the element that we are in, to its end.
   *
   * @param type of the data object; empty for none
   * @return the texts of those that hold one, by name
   */
  private Map<String, List<String>> children(List<Field> fields, String type, String path)
      throws XMLStreamException {
    String owner = type.isEmpty() ? namespace : namespace(type);
    Map<String, List<String>> texts = new HashMap<>();
    BitSet seen = new BitSet(fields.size());
    int last = 0;
    while (elements.nextChild()) {
      String name = xml.getLocalName();
      String below = path.isEmpty() ? name : path + "/" + name;
      int at = Field.position(fields, name);
      if (at < 0) {
        found.violated(Rule.ELEMENT, below, "there is no such element");
        elements.skip();
        continue;
      }
      Field field = fields.get(at);
      if (at < last) {
        found.violated(
            Rule.ORDER, below, "it comes after `" + fields.get(last).name() + "` and not before");
      }
      if (seen.get(at) && !field.holds().many()) {
        found.violated(Rule.ONCE, below, "there is more than one");
      }
      seen.set(at);
      last = Math.max(last, at);
      found.uses(owner, field.since(), below, "`" + name + "`");
      String text = value(field.holds(), below);
      if (text != null) {
        texts.computeIfAbsent(name, key -> new ArrayList<>()).add(text);
      }
    }
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      if (!seen.get(i) && !field.holds().optional() && found.has(owner, field.since())) {
        found.missing(
            path,
            new Missing(field.name(), type),
            "`" + field.name() + "` is missing, required since " + field.since());
      }
    }
    return texts;
  }

  /**
   * Checks the element that we are at, to its end.
   *
   * @return its text where it holds one, null otherwise
   */
  private String value(Held declared, String path) throws XMLStreamException {
    QualifiedType said = QualifiedType.of(xml, XSI);
    found.element(path, said == null ? null : said.name());
    if (declared.reference()) {
      if (said != null && !said.name().equals(REFERENCE)) {
        found.violated(Rule.TYPE, path, "a reference cannot be a " + said.name());
      }
      reference(declared, path);
      return null;
    }
    if (declared.name().equals("anyType")) {
      return any(said, path);
    }
    if (ScalarText.isScalar(declared.name())) {
      if (said != null && !said.is(XSD, declared.name())) {
        found.violated(Rule.TYPE, path, said.name() + " where " + declared.name() + " is declared");
      }
      return text(declared.name(), path);
    }
    String name = declared.name();
    if (said != null) {
      if (!said.is(namespace(said.name()), said.name()) || !table.isA(said.name(), name)) {
        found.violated(Rule.TYPE, path, "a `" + said.name() + "` is no " + name);
        elements.skip();
        return null;
      }
      name = said.name();
    }
    return named(name, path);
  }

  private String namespace(String type) {
    return table.type(type).map(ApiType::namespace).orElse("");
  }

  /** A value of a data object or an enum. */
  private String named(String name, String path) throws XMLStreamException {
    ApiType type = table.type(name).orElseThrow(() -> new AssertionError(name));
    found.uses(type.namespace(), type.since(), path, type.name());
    if (type instanceof Enumeration choice) {
      String text = xml.getElementText();
      found.text(path, name, text);
      Since since = choice.values().get(text);
      if (since == null) {
        found.violated(Rule.VALUE, path, "`" + text + "` is no " + name);
      } else {
        found.uses(type.namespace(), since, path, name + "." + text);
      }
      return text;
    }
    if (!(type instanceof DataObject data)) {
      found.violated(Rule.TYPE, path, name + " is a managed object");
      elements.skip();
      return null;
    }
    paths.check(name, children(table.fields(data), name, path), path);
    return null;
  }

  private String any(QualifiedType said, String path) throws XMLStreamException {
    if (said == null) {
      found.violated(Rule.TYPE, path, "anything may stand here, and it does not say what it is");
      elements.skip();
      return null;
    }
    String name = said.name();
    if (said.is(XSD, name) && ScalarText.isScalar(name)) {
      return text(name, path);
    }
    if (name.equals(REFERENCE)) {
      reference(new Held("ManagedObject", true, false, false), path);
      return null;
    }
    if (name.startsWith("ArrayOf")) {
      String item = ScalarText.item(name.substring("ArrayOf".length()));
      boolean reference = item.equals(REFERENCE);
      Held holds = new Held(reference ? "ManagedObject" : item, reference, true, true);
      children(List.of(new Field(item, holds, FIRST)), "", path);
      return null;
    }
    if (table.type(name).isEmpty() || !said.is(namespace(name), name)) {
      found.violated(Rule.TYPE, path, "there is no type `" + name + "`");
      elements.skip();
      return null;
    }
    return named(name, path);
  }

  private String text(String type, String path) throws XMLStreamException {
    String text = xml.getElementText();
    found.text(path, type, text);
    if (!ScalarText.isOf(type, text)) {
      found.violated(Rule.VALUE, path, "`" + text + "` is no " + type);
    }
    return text;
  }

  /** The type of the object, empty where it does not say one that there is. */
  private String reference(Held declared, String path) throws XMLStreamException {
    String type = xml.getAttributeValue("", "type");
    String id = xml.getElementText();
    found.text(path, type, id);
    Optional<ManagedObject> managed = table.type(String.valueOf(type), ManagedObject.class);
    if (managed.isEmpty()) {
      found.violated(Rule.REFERENCE, path, "there is no managed object type `" + type + "`");
      return "";
    }
    if (!table.isA(type, declared.name())) {
      found.violated(Rule.REFERENCE, path, "a " + type + " is no " + declared.name());
    }
    if (id.isEmpty()) {
      found.violated(Rule.VALUE, path, "it has no id");
    }
    found.uses(managed.get().namespace(), managed.get().since(), path, type);
    return type;
  }
}
