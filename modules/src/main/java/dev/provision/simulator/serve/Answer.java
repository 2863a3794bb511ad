package dev.provision.simulator.serve;

import java.util.Optional;

/**
 * What goes back to a client.
 *
 * @param status of HTTP
 * @param cookie of a session that began
 */
record Answer(int status, String contentType, byte[] body, Optional<String> cookie) {
  static Answer xml(int status, byte[] body) {
    return new Answer(status, "text/xml; charset=utf-8", body, Optional.empty());
  }

  static Answer bytes(int status, byte[] body) {
    return new Answer(status, "application/octet-stream", body, Optional.empty());
  }

  static Answer text(int status, String text) {
    return new Answer(
        status,
        "text/plain; charset=utf-8",
        (text + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8),
        Optional.empty());
  }

  Answer with(String begun) {
    return new Answer(status, contentType, body, Optional.of(begun));
  }
}
