package dev.provision.modules.instances;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The {@code guestinfo.*} keys that cloud-init's VMware datasource reads: a text beside the name of
 * its encoding.
 */
final class GuestInfo {
  static final String USERDATA = "guestinfo.userdata";
  static final String METADATA = "guestinfo.metadata";
  static final String VENDORDATA = "guestinfo.vendordata";

  /** Every key of the datasource, because a clone inherits those of its image. */
  static final List<String> KEYS =
      List.of(
          USERDATA,
          USERDATA + ".encoding",
          METADATA,
          METADATA + ".encoding",
          VENDORDATA,
          VENDORDATA + ".encoding");

  private GuestInfo() {}

  /** Both keys for a text; both empty for no text. */
  static Map<String, String> encode(String key, Optional<String> text) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(key, text.map(GuestInfo::zip).orElse(""));
    options.put(key + ".encoding", text.isPresent() ? "gzip+base64" : "");
    return options;
  }

  /** The text behind a key, however it is encoded; the raw value where it cannot be decoded. */
  static Optional<String> decode(Map<String, String> extraConfig, String key) {
    String raw = extraConfig.getOrDefault(key, "");
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(decode(raw, extraConfig.getOrDefault(key + ".encoding", "")));
    } catch (IllegalArgumentException | IOException e) {
      // somebody else's text, which differs from ours whatever it was meant to be
      return Optional.of(raw);
    }
  }

  private static String decode(String raw, String encoding) throws IOException {
    return switch (encoding) {
      case "base64", "b64" -> text(Base64.getDecoder().decode(raw));
      case "gzip+base64", "gz+b64" -> {
        try (GZIPInputStream in =
            new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(raw)))) {
          yield text(in.readAllBytes());
        }
      }
      default -> raw;
    };
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String zip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing fails in memory", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
