package dev.provision.vsphere.soap;

import com.vmware.vim25.MethodFault;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

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
   * @param returnType the stub's name of the method's type, null for none
   * @throws MalformedMessage when this is no SOAP envelope of vim25, or it ends too early
   */
  public Reply read(InputStream in, String returnType) throws MalformedMessage {
    Returned returned = returned(returnType);
    XMLStreamReader xml = null;
    try {
      xml = factory.createXMLStreamReader(in);
      return envelope(new DataReader(types, xml), returned);
    } catch (XMLStreamException e) {
      throw new MalformedMessage(notXml(e), e);
    } catch (RuntimeException e) {
      // the JDK's scanner lets some of its own escape on garbage
      throw new MalformedMessage("it is not well-formed XML", e);
    } finally {
      close(xml);
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

  private static void close(XMLStreamReader xml) {
    if (xml != null) {
      try {
        xml.close();
      } catch (XMLStreamException e) {
        throw new IllegalStateException("an XML reader over memory could not be closed", e);
      }
    }
  }

  private Reply envelope(DataReader in, Returned returned)
      throws XMLStreamException, MalformedMessage {
    in.nextChild();
    if (!in.name().equals("Envelope") || !SOAP.equals(in.namespace())) {
      throw new MalformedMessage("it is no SOAP envelope but `<" + in.name() + ">`");
    }
    Reply reply = null;
    while (in.nextChild()) {
      if (reply == null && in.name().equals("Body")) {
        reply = body(in, returned);
      } else {
        in.skip();
      }
    }
    in.toEnd();
    if (reply == null) {
      throw new MalformedMessage("it is a SOAP envelope without a body");
    }
    return reply;
  }

  private Reply body(DataReader in, Returned returned) throws XMLStreamException, MalformedMessage {
    Reply reply = null;
    while (in.nextChild()) {
      if (reply != null) {
        in.skip();
      } else if (in.name().equals("Fault") && SOAP.equals(in.namespace())) {
        reply = fault(in);
      } else {
        reply = new Reply.Result(result(in, returned));
      }
    }
    return reply;
  }

  private static Object result(DataReader in, Returned returned)
      throws XMLStreamException, MalformedMessage {
    if (returned.type() == null) {
      in.skip();
      return null;
    }
    return returned.list() ? in.items(returned.type()) : in.last(returned.type());
  }

  private Reply fault(DataReader in) throws XMLStreamException, MalformedMessage {
    String text = "";
    MethodFault detail = null;
    String type = "";
    while (in.nextChild()) {
      switch (in.name()) {
        case "faultstring":
          text = in.text().strip();
          break;
        case "detail":
          while (in.nextChild()) {
            if (detail == null) {
              type = in.faultType();
              detail = in.fault();
            } else {
              in.skip();
            }
          }
          break;
        default:
          in.skip();
      }
    }
    if (text.isEmpty()) {
      text = type.isEmpty() ? "the server gave no reason" : type;
    }
    return new Reply.Fault(detail == null ? new MethodFault() : detail, text);
  }
}
