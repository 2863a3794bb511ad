package dev.provision.simulator.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.provision.vsphere.rest.Rest;
import dev.provision.vsphere.rest.RestAnswer;
import dev.provision.vsphere.rest.RestCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /rest} and {@code /api}: requests in JSON. */
final class RestHandler implements HttpHandler {
  private static final String TYPE = "application/json";

  private final Rest rest;
  private final Vcenter vcenter;
  private final Limits limits;

  RestHandler(Rest rest, Vcenter vcenter, Limits limits) {
    this.rest = rest;
    this.vcenter = vcenter;
    this.limits = limits;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Wire.answer(exchange, answer(exchange));
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    Optional<byte[]> body = Wire.body(exchange, limits.callBytes());
    if (body.isEmpty()) {
      return Answer.text(413, "a request may have " + limits.callBytes() + " bytes");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    String text = new String(body.get(), StandardCharsets.UTF_8);
    RestCall call =
        new RestCall(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            text.isEmpty() ? Optional.empty() : Optional.of(text));
    if (!call.reads()
        && !call.method().equals("DELETE")
        && vcenter.stateBytes() > limits.stateBytes()) {
      return Answer.text(507, "the state of the lab takes more than its --max-state");
    }
    RestAnswer answer = rest.send(call);
    return new Answer(
        answer.status(), TYPE, answer.body().getBytes(StandardCharsets.UTF_8), Optional.empty());
  }
}
