package dev.provision.schema;

import javax.xml.stream.XMLStreamReader;

/**
 * What an {@code xsi:type} says.
 *
 * @param namespace that the prefix stands for; where there is none, that of elements
 */
record QualifiedType(String namespace, String name) {
  /** Of the element that the reader is at; null where it says none. */
  static QualifiedType of(XMLStreamReader xml, String xsi) {
    String text = xml.getAttributeValue(xsi, "type");
    if (text == null) {
      return null;
    }
    int colon = text.indexOf(':');
    String namespace = xml.getNamespaceURI(colon < 0 ? "" : text.substring(0, colon));
    return new QualifiedType(namespace == null ? "" : namespace, text.substring(colon + 1));
  }

  /** A document of its own has no namespace, so that its types have none. */
  boolean is(String wanted, String type) {
    return name.equals(type) && (namespace.equals(wanted) || namespace.isEmpty());
  }
}
