package dev.provision.vsphere.soap;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A place in an XML document that is read once from start to end, by an untrusted server: what
 * could make it cost more than its length, DTDs and entities, is refused.
 */
final class XmlCursor {
  private final XMLStreamReader xml;

  private XmlCursor(XMLStreamReader xml) {
    this.xml = xml;
  }

  /**
   * @param document in UTF-8, as vim25 servers always write. A byte that is none becomes U+FFFD:
   *     given bytes, the JDK's parser would print its complaint to the standard error stream
   */
  static XmlCursor over(byte[] document, XMLInputFactory factory)
      throws XMLStreamException, MalformedMessage {
    String text = new String(document, StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    try {
      return new XmlCursor(factory.createXMLStreamReader(new StringReader(text)));
    } catch (RuntimeException e) {
      throw garbage(e);
    }
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
    int event;
    try {
      event = xml.next();
    } catch (RuntimeException e) {
      throw garbage(e);
    }
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

  /**
   * An attribute of the element; null when it has none. {@code xsi:type} and the plain {@code type}
   * of a reference are two.
   *
   * @param namespace "" for none
   */
  String attribute(String namespace, String name) {
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

  /** The JDK's scanner lets some exceptions of its own escape on garbage. */
  private static MalformedMessage garbage(RuntimeException e) {
    return new MalformedMessage("it is not well-formed XML", e);
  }

  /** What a prefix stands for here; null when it is not declared. */
  String namespaceOf(String prefix) {
    return xml.getNamespaceURI(prefix);
  }
}
