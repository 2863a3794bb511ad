package dev.provision.vsphere.soap;

import com.vmware.vim25.MethodFault;
import java.nio.charset.StandardCharsets;

/**
 * Writes what a server answers to one call as a SOAP envelope, as the far end of {@link
 * ResponseReader}: a result or a fault, in the form that recorded answers of real servers have.
 * Safe for many threads.
 */
public final class AnswerWriter {
  private static final String VIM = "urn:vim25";

  private final WireTypes types;
  private final Vocabulary client;
  private final DataWriter values;

  /** For a client that reads every version. */
  public AnswerWriter(WireTypes types) {
    this(types, Vocabulary.WHOLE);
  }

  /**
   * @param client what the one who asked knows
   */
  public AnswerWriter(WireTypes types, Vocabulary client) {
    this.types = types;
    this.client = client;
    this.values = new DataWriter(types, client);
  }

  /**
   * @param namespace of the service
   * @param returnType the stub's name of the method's type, null for none
   * @param value null where the method returns nothing, or nothing this time
   * @throws MalformedMessage when a value cannot be said in XML
   */
  public byte[] result(String namespace, String method, String returnType, Object value)
      throws MalformedMessage {
    StringBuilder out = new StringBuilder(1024).append(RequestWriter.HEAD);
    String element = method + "Response";
    out.append("\n<soapenv:Body>\n<").append(element);
    out.append(" xmlns=\"").append(namespace).append("\">");
    if (returnType != null && value != null) {
      boolean list = returnType.endsWith("[]");
      String item = list ? returnType.substring(0, returnType.length() - 2) : returnType;
      Class<?> declared = types.stub(item) == null ? Object.class : types.stub(item);
      if (list) {
        values.repeated(out, "returnval", declared, value);
      } else {
        values.element(out, "returnval", declared, value);
      }
    }
    DataWriter.close(out, element);
    return end(out);
  }

  /**
   * @param code {@code ServerFaultCode}, or {@code ClientFaultCode} for what is no message at all
   * @param text the server's words
   * @param detail null for none
   * @throws MalformedMessage when a value cannot be said in XML
   */
  public byte[] fault(String code, String text, MethodFault detail) throws MalformedMessage {
    StringBuilder out = new StringBuilder(1024).append(RequestWriter.HEAD);
    out.append("\n<soapenv:Body>\n<soapenv:Fault>");
    DataWriter.text(out, "faultcode", code);
    DataWriter.text(out, "faultstring", text);
    if (detail != null) {
      StringBuilder fault = new StringBuilder();
      String name = client.type(DataType.wireName(detail.getClass())) + "Fault";
      values.data(fault, name, Object.class, detail);
      fault.insert(1 + name.length(), " xmlns=\"" + VIM + "\"");
      out.append("<detail>").append(fault).append("</detail>");
    }
    out.append("</soapenv:Fault>");
    return end(out);
  }

  private static byte[] end(StringBuilder out) {
    out.append("\n</soapenv:Body>\n</soapenv:Envelope>\n");
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
