package dev.provision.vsphere.soap;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/** Reads {@code /sdk/vimServiceVersions.xml}, in which a server says which versions it speaks. */
public final class ServiceVersions {
  private ServiceVersions() {}

  /**
   * The ids of {@code urn:vim25}, those of {@code version} and {@code priorVersions} alike, as they
   * stand there: most are numbers, {@code 8.0.2.0}, and a development build's own is not, {@code
   * uA046D008}. Empty for what is no such document.
   */
  public static List<String> of(byte[] document) {
    List<String> ids = new ArrayList<>();
    try {
      XmlCursor xml = XmlCursor.over(document, HardenedXml.factory());
      xml.nextChild();
      if (!xml.name().equals("namespaces")) {
        return List.of();
      }
      while (xml.nextChild()) {
        namespace(xml, ids);
      }
      return ids;
    } catch (XMLStreamException | MalformedMessage e) {
      return List.of();
    }
  }

  private static void namespace(XmlCursor xml, List<String> ids)
      throws XMLStreamException, MalformedMessage {
    String name = "";
    List<String> found = new ArrayList<>();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "name":
          name = xml.text().strip();
          break;
        case "version":
          found.add(xml.text().strip());
          break;
        case "priorVersions":
          prior(xml, found);
          break;
        default:
          xml.skip();
      }
    }
    if (name.equals("urn:vim25")) {
      ids.addAll(found);
    }
  }

  private static void prior(XmlCursor xml, List<String> found)
      throws XMLStreamException, MalformedMessage {
    while (xml.nextChild()) {
      if (xml.name().equals("version")) {
        found.add(xml.text().strip());
      } else {
        xml.skip();
      }
    }
  }
}
