package dev.provision.vsphere.soap;

import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** Reads {@code /sdk/vimServiceVersions.xml}, in which a server says which versions it speaks. */
public final class ServiceVersions {
  private ServiceVersions() {}

  /** The newest version of {@code urn:vim25}, {@code 8.0.2.0}; empty when it is not said. */
  public static Optional<String> newest(byte[] document) {
    try {
      XmlCursor xml = XmlCursor.over(document, HardenedXml.factory());
      xml.nextChild();
      if (!xml.name().equals("namespaces")) {
        return Optional.empty();
      }
      while (xml.nextChild()) {
        Optional<String> version = version(xml);
        if (version.isPresent()) {
          return version;
        }
      }
      return Optional.empty();
    } catch (XMLStreamException | MalformedMessage e) {
      return Optional.empty();
    }
  }

  private static Optional<String> version(XmlCursor xml)
      throws XMLStreamException, MalformedMessage {
    String name = "";
    String version = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "name":
          name = xml.text().strip();
          break;
        case "version":
          version = xml.text().strip();
          break;
        default:
          xml.skip();
      }
    }
    return name.equals("urn:vim25") && isVersion(version) ? Optional.of(version) : Optional.empty();
  }

  private static boolean isVersion(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
