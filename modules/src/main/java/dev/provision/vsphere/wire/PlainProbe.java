package dev.provision.vsphere.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * After a failed TLS handshake, tries once without TLS: a plain http port often just waits for the
 * rest of what it takes for a request, so only an http request tells it from a dead host.
 */
final class PlainProbe {
  private static final int TIMEOUT_MILLIS = 2000;

  /** What is at the port. */
  enum Finding {
    NOTHING,
    CONNECTS,
    PLAIN_HTTP
  }

  private PlainProbe() {}

  static Finding look(Endpoint at) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(at.host(), at.port()), TIMEOUT_MILLIS);
      return isHttp(socket) ? Finding.PLAIN_HTTP : Finding.CONNECTS;
    } catch (IOException e) {
      return Finding.NOTHING;
    }
  }

  private static boolean isHttp(Socket socket) {
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write("HEAD / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      return new String(answer, StandardCharsets.US_ASCII).equals("HTTP/");
    } catch (IOException e) {
      return false;
    }
  }
}
