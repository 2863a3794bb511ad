package dev.provision.vsphere.soap;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ws.Argument;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/**
 * Reads a client's SOAP envelope, as the far end of {@link RequestWriter}. DTDs and entities are
 * refused, nothing is ever fetched. Safe for many threads.
 */
public final class RequestReader {
  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

  /** What the schema says of methods. */
  public interface Signatures {
    /**
     * The stub's name of a parameter's type, {@code VirtualMachineCloneSpec} or {@code String[]};
     * empty where the method has no such parameter.
     *
     * @param managed the type of the object that is called
     */
    Optional<String> type(String managed, String method, String parameter);
  }

  /**
   * One call.
   *
   * @param namespace of the service, {@code urn:vim25}
   * @param arguments in the order of the request, {@code _this} first
   * @param header the texts of the envelope's header by name
   * @param unknown types, fields and values that we have no class for, and that were left out
   */
  public record Request(
      String namespace,
      String method,
      List<Argument> arguments,
      Map<String, String> header,
      List<String> unknown) {
    public Request {
      arguments = List.copyOf(arguments);
      header = Map.copyOf(header);
      unknown = List.copyOf(unknown);
    }
  }

  private final WireTypes types;
  private final XMLInputFactory factory;

  public RequestReader(WireTypes types) {
    this.types = types;
    this.factory = HardenedXml.factory();
  }

  /**
   * @param envelope in UTF-8
   * @throws MalformedMessage when this is no SOAP envelope with one call of an object in it
   */
  public Request read(byte[] envelope, Signatures signatures) throws MalformedMessage {
    try {
      XmlCursor xml = XmlCursor.over(envelope, factory);
      return new Reading(xml, signatures).envelope();
    } catch (XMLStreamException e) {
      throw new MalformedMessage("it is not well-formed XML", e);
    }
  }

  /** One envelope. */
  private final class Reading {
    private final XmlCursor xml;
    private final Signatures signatures;
    private final List<String> unknown = new ArrayList<>();
    private final DataReader data;

    Reading(XmlCursor xml, Signatures signatures) {
      this.xml = xml;
      this.signatures = signatures;
      this.data = new DataReader(types, xml, unknown::add);
    }

    Request envelope() throws XMLStreamException, MalformedMessage {
      xml.nextChild();
      if (!xml.name().equals("Envelope") || !SOAP.equals(xml.namespace())) {
        throw new MalformedMessage("it is no SOAP envelope but `<" + xml.name() + ">`");
      }
      Map<String, String> header = new LinkedHashMap<>();
      Request request = null;
      while (xml.nextChild()) {
        if (xml.name().equals("Header")) {
          while (xml.nextChild()) {
            header.put(xml.name(), xml.text());
          }
        } else if (request == null && xml.name().equals("Body") && xml.nextChild()) {
          request = call(header);
          if (xml.nextChild()) {
            throw new MalformedMessage("its body holds more than one call");
          }
        } else {
          xml.skip();
        }
      }
      xml.toEnd();
      if (request == null) {
        throw new MalformedMessage("it is a SOAP envelope without a call in its body");
      }
      return request;
    }

    private Request call(Map<String, String> header) throws XMLStreamException, MalformedMessage {
      String namespace = String.valueOf(xml.namespace());
      String method = xml.name();
      if (!xml.nextChild() || !xml.name().equals("_this")) {
        throw new MalformedMessage("the first element of `" + method + "` is not `_this`");
      }
      ManagedObjectReference self =
          (ManagedObjectReference) data.value(ManagedObjectReference.class);
      if (self == null || self.type == null) {
        throw new MalformedMessage("`_this` of `" + method + "` says no type of object");
      }
      Map<String, List<Object>> values = new LinkedHashMap<>();
      while (xml.nextChild()) {
        parameter(self.type, method, values);
      }
      List<Argument> arguments = new ArrayList<>();
      arguments.add(new Argument("_this", "ManagedObjectReference", self));
      values.forEach((name, held) -> arguments.add(argument(self.type, method, name, held)));
      return new Request(namespace, method, arguments, header, unknown);
    }

    private void parameter(String managed, String method, Map<String, List<Object>> values)
        throws XMLStreamException, MalformedMessage {
      String name = xml.name();
      Optional<String> declared = signatures.type(managed, method, name);
      Class<?> type = declared.isEmpty() ? null : types.stub(item(declared.get()));
      if (type == null) {
        unknown.add(declared.isEmpty() ? name : item(declared.get()));
        xml.skip();
        return;
      }
      Object value = data.value(type);
      List<Object> held = values.computeIfAbsent(name, n -> new ArrayList<>());
      if (value != null) {
        held.add(value);
      }
    }

    private Argument argument(String managed, String method, String name, List<Object> held) {
      String declared = signatures.type(managed, method, name).orElseThrow();
      if (!declared.endsWith("[]")) {
        return new Argument(name, declared, held.isEmpty() ? null : held.get(held.size() - 1));
      }
      Class<?> type = Scalar.unboxed(types.stub(item(declared)));
      Object array = Array.newInstance(type, held.size());
      for (int i = 0; i < held.size(); i++) {
        Array.set(array, i, held.get(i));
      }
      return new Argument(name, declared, array);
    }
  }

  private static String item(String declared) {
    return declared.endsWith("[]") ? declared.substring(0, declared.length() - 2) : declared;
  }
}
