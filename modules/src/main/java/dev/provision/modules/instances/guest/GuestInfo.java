package dev.provision.modules.instances.guest;

import dev.provision.vsphere.inventory.TextDigest;
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
 * The {@code guestinfo.*} keys that cloud-init's VMware datasource reads: each text has a second
 * key that names its encoding.
 */
public final class GuestInfo {
  public static final String USERDATA = "guestinfo.userdata";
  static final String METADATA = "guestinfo.metadata";
  static final String VENDORDATA = "guestinfo.vendordata";

  /** Every key of the datasource, because a clone inherits those of its image. */
  public static final List<String> KEYS =
      List.of(
          USERDATA,
          USERDATA + ".encoding",
          METADATA,
          METADATA + ".encoding",
          VENDORDATA,
          VENDORDATA + ".encoding");

  private GuestInfo() {}

  /** Both keys for a text; both are empty if there is none. */
  static Map<String, String> encode(String key, Optional<String> text) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(key, text.map(GuestInfo::zip).orElse(""));
    options.put(key + ".encoding", text.isPresent() ? "gzip+base64" : "");
    return options;
  }

  /** Both keys for a text that the guest gets on the config drive: they hold only its digest. */
  static Map<String, String> encodeDigest(String key, String text) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(key, digest(text));
    options.put(key + ".encoding", DIGEST);
    return options;
  }

  /** The encoding of a key that holds the digest of a text in place of the text. */
  /** As ours are at most; whatever is longer only has to differ from ours. */
  private static final int MOST_BYTES = 16 << 20;

  private static final String DIGEST = "digest";

  /** What a capture holds in place of the texts: their digests, which a plan shows too. */
  public static Map<String, String> digests(Map<String, String> extraConfig) {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String key : List.of(USERDATA, METADATA, VENDORDATA)) {
      decode(extraConfig, key)
          .ifPresent(
              text -> {
                digests.putAll(
                    isDigest(extraConfig, key)
                        ? Map.of(key, text, key + ".encoding", DIGEST)
                        : encodeDigest(key, text));
              });
    }
    return digests;
  }

  /** Whether a key holds this text or its digest. */
  static boolean holds(Map<String, String> extraConfig, String key, Optional<String> text) {
    return isDigest(extraConfig, key)
        ? text.map(GuestInfo::digest).equals(decode(extraConfig, key))
        : text.equals(decode(extraConfig, key));
  }

  /** The digest of what a key holds; empty if it holds nothing. */
  static Optional<String> shown(Map<String, String> extraConfig, String key) {
    return decode(extraConfig, key).map(text -> shown(extraConfig, key, text));
  }

  private static String shown(Map<String, String> extraConfig, String key, String text) {
    return isDigest(extraConfig, key) ? text : digest(text);
  }

  static boolean isDigest(Map<String, String> extraConfig, String key) {
    return DIGEST.equals(extraConfig.get(key + ".encoding"));
  }

  /** Enough to see that a text is another one, without showing it. */
  static String digest(String text) {
    return TextDigest.of(text);
  }

  static String sha256(String text) {
    return TextDigest.sha256(text);
  }

  /** The text behind a key, however it is encoded; the raw value where it cannot be decoded. */
  public static Optional<String> decode(Map<String, String> extraConfig, String key) {
    String raw = extraConfig.getOrDefault(key, "");
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(decode(raw, extraConfig.getOrDefault(key + ".encoding", "")));
    } catch (IllegalArgumentException | IOException e) {
      // it is not ours, so it only has to differ from ours
      return Optional.of(raw);
    }
  }

  private static String decode(String raw, String encoding) throws IOException {
    return switch (encoding) {
      case "base64", "b64" -> text(Base64.getDecoder().decode(raw));
      case "gzip+base64", "gz+b64" -> {
        try (GZIPInputStream in =
            new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(raw)))) {
          yield text(in.readNBytes(MOST_BYTES));
        }
      }
      default -> raw;
    };
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Packs a text for guestinfo: gzip, then base64. */
  static String zip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing fails in memory", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
