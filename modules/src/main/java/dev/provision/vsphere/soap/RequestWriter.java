package dev.provision.vsphere.soap;

import com.vmware.vim25.ws.Argument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes one call as a SOAP envelope: elements in the schema's order, null left out, {@code
 * xsi:type} wherever a value's type is not the declared one. Safe for many threads.
 */
public final class RequestWriter {
  static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
          + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
          + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">";

  private final WireTypes types;
  private final DataWriter values;

  public RequestWriter(WireTypes types) {
    this.types = types;
    this.values = new DataWriter(types);
  }

  /**
   * @param operationId a mark that vCenter writes into its logs, empty for none
   * @throws MalformedMessage when a value cannot be said in XML
   */
  public byte[] write(String method, List<Argument> arguments, String operationId)
      throws MalformedMessage {
    return write(
        "urn:vim25",
        method,
        arguments,
        operationId.isEmpty() ? Map.of() : Map.of("operationID", operationId));
  }

  /**
   * @param namespace of the service that has the method
   * @param header the elements of the envelope's header with their texts
   * @throws MalformedMessage when a value cannot be said in XML
   */
  public byte[] write(
      String namespace, String method, List<Argument> arguments, Map<String, String> header)
      throws MalformedMessage {
    StringBuilder out = new StringBuilder(1024).append(HEAD);
    if (!header.isEmpty()) {
      out.append("<soapenv:Header>");
      for (Map.Entry<String, String> each : header.entrySet()) {
        DataWriter.text(out, each.getKey(), each.getValue());
      }
      out.append("</soapenv:Header>");
    }
    out.append("<soapenv:Body><").append(method);
    out.append(" xmlns=\"").append(namespace).append("\">");
    for (Argument argument : arguments) {
      argument(out, argument);
    }
    out.append("</").append(method).append("></soapenv:Body></soapenv:Envelope>");
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Writes one data object as a document of its own, as {@code govc object.save} does.
   *
   * @param name of the root element
   * @throws MalformedMessage when a value cannot be said in XML
   */
  public byte[] document(String name, Object value) throws MalformedMessage {
    StringBuilder out = new StringBuilder(1024);
    values.data(out, name, value.getClass(), value);
    String root =
        "<"
            + name
            + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + root
            + out.substring(1 + name.length()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private void argument(StringBuilder out, Argument argument) throws MalformedMessage {
    String type = argument.getType();
    boolean list = type.endsWith("[]");
    Class<?> declared = types.stub(list ? type.substring(0, type.length() - 2) : type);
    Class<?> item = declared == null ? Object.class : declared;
    if (list) {
      values.repeated(out, argument.getName(), item, argument.getValue());
    } else {
      values.element(out, argument.getName(), item, argument.getValue());
    }
  }
}
