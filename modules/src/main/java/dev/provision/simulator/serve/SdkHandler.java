package dev.provision.simulator.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.provision.vsphere.wire.ApiVersion;
import dev.provision.vsphere.wire.TransportFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code POST /sdk} and {@code /pbm}: calls over SOAP, and which versions are spoken. */
final class SdkHandler implements HttpHandler {
  private static final Pattern ACTION =
      Pattern.compile("\"?urn:(?:vim25|pbm)/(\\d{1,6}(?:\\.\\d{1,6}){0,5})[^\"]*\"?");

  private final SoapEnd soap;
  private final VersionList versions;
  private final Limits limits;

  SdkHandler(SoapEnd soap, VersionList versions, Limits limits) {
    this.soap = soap;
    this.versions = versions;
    this.limits = limits;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Wire.answer(exchange, answer(exchange));
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals(VersionList.PATH)) {
      return exchange.getRequestMethod().equals("GET")
          ? Answer.xml(200, versions.document())
          : Answer.text(405, "only GET");
    }
    if (!path.matches("/(sdk|pbm)(/|/vimService|/sdk)?")) {
      return Answer.text(404, "there is no " + path);
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return Answer.text(405, "calls of the vSphere API are POST");
    }
    Optional<byte[]> envelope = Wire.body(exchange, limits.callBytes());
    if (envelope.isEmpty()) {
      return Answer.text(413, "a call may have " + limits.callBytes() + " bytes");
    }
    try {
      return soap.answer(envelope.get(), Wire.cookie(exchange), asked(exchange));
    } catch (TransportFailure e) {
      throw new IOException(e);
    }
  }

  /** The version that {@code SOAPAction} names; a letter after the numbers is not counted. */
  private static Optional<ApiVersion> asked(HttpExchange exchange) {
    String action = String.valueOf(exchange.getRequestHeaders().getFirst("SOAPAction"));
    Matcher matcher = ACTION.matcher(action);
    return matcher.matches() ? Optional.of(new ApiVersion(matcher.group(1))) : Optional.empty();
  }
}
