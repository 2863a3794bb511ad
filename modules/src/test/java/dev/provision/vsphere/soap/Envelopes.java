package dev.provision.vsphere.soap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers for the tests: recorded from vcsim (govmomi 0.56.0), or written here. */
final class Envelopes {
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
          + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\""
          + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
          + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>";
  private static final String TAIL = "</soapenv:Body></soapenv:Envelope>";

  private Envelopes() {}

  static Object recorded(String name, String returnType) throws MalformedMessage {
    Reply reply = reply(text(name), returnType);
    return ((Reply.Result) reply).value();
  }

  static Reply.Fault recordedFault(String name) throws MalformedMessage {
    return (Reply.Fault) reply(text(name), "ManagedObjectReference");
  }

  /** The result of an answer whose {@code returnval}s are given. */
  static Object result(String returnvals, String returnType) throws MalformedMessage {
    Reply reply = reply(envelope("<R xmlns=\"urn:vim25\">" + returnvals + "</R>"), returnType);
    return ((Reply.Result) reply).value();
  }

  static String envelope(String body) {
    return HEAD + body + TAIL;
  }

  static Reply reply(String envelope, String returnType) throws MalformedMessage {
    return reply(envelope, returnType, new WireTypes());
  }

  static Reply reply(String envelope, String returnType, WireTypes types) throws MalformedMessage {
    byte[] bytes = envelope.getBytes(StandardCharsets.UTF_8);
    return new ResponseReader(types).read(bytes, returnType);
  }

  static String text(String name) {
    try (InputStream in = Envelopes.class.getResourceAsStream("vcsim/" + name + ".xml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
