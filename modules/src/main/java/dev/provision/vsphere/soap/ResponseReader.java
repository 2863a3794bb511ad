package dev.provision.vsphere.soap;

import com.vmware.vim25.MethodFault;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * Reads the server's SOAP envelope, whole to its end. DTDs and entities are refused, nothing is
 * ever fetched. Safe for many threads.
 */
public final class ResponseReader {
  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

  private final WireTypes types;
  private final XMLInputFactory factory;

  public ResponseReader(WireTypes types) {
    this.types = types;
    this.factory = HardenedXml.factory();
  }

  /**
   * @param answer in UTF-8
   * @param returnType the stub's name of the method's type, null for none
   * @throws MalformedMessage when this is no SOAP envelope of vim25, or it ends too early
   */
  public Reply read(byte[] answer, String returnType) throws MalformedMessage {
    Returned returned = returned(returnType);
    try {
      XmlCursor xml = XmlCursor.over(answer, factory);
      return envelope(xml, new DataReader(types, xml), returned);
    } catch (XMLStreamException e) {
      throw new MalformedMessage(notXml(e), e);
    }
  }

  /**
   * Reads a document that holds one data object and no envelope.
   *
   * @param document in UTF-8
   * @throws MalformedMessage when it is no XML, or ends too early
   */
  public <T> T document(byte[] document, Class<T> type) throws MalformedMessage {
    try {
      XmlCursor xml = XmlCursor.over(document, factory);
      xml.nextChild();
      T read = type.cast(new DataReader(types, xml).value(type));
      xml.toEnd();
      return read;
    } catch (XMLStreamException e) {
      throw new MalformedMessage(notXml(e), e);
    }
  }

  /** A method's type; the class is null where it returns nothing. */
  private record Returned(Class<?> type, boolean list) {}

  private Returned returned(String stubName) {
    if (stubName == null) {
      return new Returned(null, false);
    }
    boolean list = stubName.endsWith("[]");
    Class<?> type = types.stub(list ? stubName.substring(0, stubName.length() - 2) : stubName);
    if (type == null) {
      throw new IllegalArgumentException("the stub names an unknown type `" + stubName + "`");
    }
    return new Returned(type, list);
  }

  private static String notXml(XMLStreamException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNumber()
                + ", column "
                + e.getLocation().getColumnNumber();
    return "it is not well-formed XML, or was cut off," + where;
  }

  private static Reply envelope(XmlCursor xml, DataReader data, Returned returned)
      throws XMLStreamException, MalformedMessage {
    xml.nextChild();
    if (!xml.name().equals("Envelope") || !SOAP.equals(xml.namespace())) {
      throw new MalformedMessage("it is no SOAP envelope but `<" + xml.name() + ">`");
    }
    Reply reply = null;
    while (xml.nextChild()) {
      if (reply == null && xml.name().equals("Body")) {
        reply = body(xml, data, returned);
      } else {
        xml.skip();
      }
    }
    xml.toEnd();
    if (reply == null) {
      throw new MalformedMessage("it is a SOAP envelope without a body");
    }
    return reply;
  }

  private static Reply body(XmlCursor xml, DataReader data, Returned returned)
      throws XMLStreamException, MalformedMessage {
    Reply reply = null;
    while (xml.nextChild()) {
      if (reply != null) {
        xml.skip();
      } else if (xml.name().equals("Fault") && SOAP.equals(xml.namespace())) {
        reply = fault(xml, data);
      } else {
        reply = new Reply.Result(result(xml, data, returned));
      }
    }
    return reply;
  }

  private static Object result(XmlCursor xml, DataReader data, Returned returned)
      throws XMLStreamException, MalformedMessage {
    if (returned.type() == null) {
      xml.skip();
      return null;
    }
    return returned.list() ? data.items(returned.type()) : data.last(returned.type());
  }

  private static Reply fault(XmlCursor xml, DataReader data)
      throws XMLStreamException, MalformedMessage {
    String text = "";
    MethodFault detail = null;
    String type = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "faultstring":
          text = xml.text().strip();
          break;
        case "detail":
          while (xml.nextChild()) {
            if (detail == null) {
              type = data.faultType();
              detail = data.fault();
            } else {
              xml.skip();
            }
          }
          break;
        default:
          xml.skip();
      }
    }
    if (text.isEmpty()) {
      text = type.isEmpty() ? "the server gave no reason" : type;
    }
    return new Reply.Fault(detail == null ? new MethodFault() : detail, text);
  }
}
