package dev.provision.vsphere.files;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a file that was sent. Its body, which is only for people, holds what arrived before
 * the connection ended.
 *
 * @param headers by name in lower case; the last one where a name comes twice
 */
record FileAnswer(int status, Map<String, String> headers, byte[] body) {
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_LINE_BYTES = 64 << 10;
  private static final int MAX_HEADERS = 1000;

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** Reads an answer, and skips those that only say that it will come (1xx). */
  static FileAnswer read(InputStream in) throws IOException {
    while (true) {
      int status = status(line(in));
      Map<String, String> headers = headers(in);
      if (status / 100 != 1) {
        return new FileAnswer(status, headers, body(in, status, headers));
      }
    }
  }

  private static int status(String line) throws IOException {
    String[] parts = line.split(" ", 3);
    if (parts.length >= 2 && parts[0].startsWith("HTTP/1.") && parts[1].matches("[1-5]\\d\\d")) {
      return Integer.parseInt(parts[1]);
    }
    throw new IOException("the answer is not HTTP/1.1");
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < MAX_HEADERS; i++) {
      String line = line(in);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    throw new IOException("the answer has too many headers");
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed without an answer");
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw new IOException("the answer has a line that is too long");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  private static byte[] body(InputStream in, int status, Map<String, String> headers) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (status == 204 || status == 304) {
      return new byte[0];
    }
    try {
      if (headers
          .getOrDefault("transfer-encoding", "")
          .toLowerCase(Locale.ROOT)
          .contains("chunked")) {
        chunks(in, body);
      } else {
        String length = headers.getOrDefault("content-length", "");
        copy(in, length.matches("\\d{1,9}") ? Integer.parseInt(length) : MAX_BODY_BYTES, body);
      }
    } catch (IOException e) {
      // the status is what counts
    }
    return body.toByteArray();
  }

  private static void chunks(InputStream in, ByteArrayOutputStream body) throws IOException {
    while (body.size() < MAX_BODY_BYTES) {
      String size = line(in).replaceAll(";.*", "").strip();
      if (!size.matches("[0-9a-fA-F]{1,7}") || Integer.parseInt(size, 16) == 0) {
        return;
      }
      copy(in, Integer.parseInt(size, 16), body);
      line(in);
    }
  }

  private static void copy(InputStream in, int most, ByteArrayOutputStream body)
      throws IOException {
    byte[] buffer = new byte[8192];
    int left = Math.min(most, MAX_BODY_BYTES - body.size());
    while (left > 0) {
      int n = in.read(buffer, 0, Math.min(left, buffer.length));
      if (n < 0) {
        return;
      }
      body.write(buffer, 0, n);
      left -= n;
    }
  }
}
