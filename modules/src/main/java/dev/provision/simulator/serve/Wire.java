package dev.provision.simulator.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the handlers share of HTTP. */
final class Wire {
  /** Servers write its value in quotes, and clients send it back with them or without. */
  private static final Pattern COOKIE =
      Pattern.compile("(?:^|[;,]\\s*)vmware_soap_session=\"?([0-9a-f]{1,100})\"?");

  private static final long DRAINED_BYTES = 4 << 20;

  private Wire() {}

  /** The whole body; empty where it is larger than that. */
  static Optional<byte[]> body(HttpExchange exchange, long most) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(Math.toIntExact(most + 1));
    return bytes.length > most ? Optional.empty() : Optional.of(bytes);
  }

  /** The cookie of the session, if the request has one. */
  static Optional<String> cookie(HttpExchange exchange) {
    for (String header : exchange.getRequestHeaders().getOrDefault("Cookie", java.util.List.of())) {
      Matcher matcher = COOKIE.matcher(header);
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a part of what is left of a body that was refused: a connection that is closed while more
   * comes would take the answer with it.
   */
  private static void drain(InputStream body) throws IOException {
    byte[] buffer = new byte[64 << 10];
    for (long left = DRAINED_BYTES; left > 0; ) {
      int n = body.read(buffer);
      if (n < 0) {
        return;
      }
      left -= n;
    }
  }

  static void answer(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    answer
        .cookie()
        .ifPresent(
            cookie ->
                exchange
                    .getResponseHeaders()
                    .add(
                        "Set-Cookie",
                        "vmware_soap_session=\"" + cookie + "\"; Path=/; HttpOnly; Secure;"));
    drain(exchange.getRequestBody());
    boolean none = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), none ? -1 : answer.body().length);
    if (!none) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    }
    exchange.close();
  }
}
