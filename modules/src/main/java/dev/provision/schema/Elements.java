package dev.provision.schema;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The elements of a document that may come from anybody: DTDs and entities are not read. */
final class Elements {
  private static final XMLInputFactory FACTORY = hardened();

  private final XMLStreamReader xml;

  Elements(byte[] document) throws XMLStreamException {
    // as a text, so that what the document says of its encoding does not count
    String text = new String(document, StandardCharsets.UTF_8);
    xml =
        FACTORY.createXMLStreamReader(
            new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
  }

  private static XMLInputFactory hardened() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** Where the reader is. */
  XMLStreamReader at() {
    return xml;
  }

  /** Moves to the one element of an envelope's body. */
  void body() throws XMLStreamException {
    nextChild();
    while (nextChild()) {
      if (xml.getLocalName().equals("Body")) {
        nextChild();
        return;
      }
      skip();
    }
    throw new IllegalArgumentException("an envelope without a body");
  }

  /** Moves to the next child, if there is one; at the end of its parent otherwise. */
  boolean nextChild() throws XMLStreamException {
    for (int event = xml.next(); ; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        return false;
      }
    }
  }

  void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }
}
