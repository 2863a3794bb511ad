package dev.provision.template;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes a name from any text, such as a branch: {@code Feature/X_1} becomes {@code feature-x-1}.
 * The result matches {@code [a-z0-9][a-z0-9.-]{0,59}}.
 */
final class Slug {
  private static final int LONGEST = 60;

  private Slug() {}

  /**
   * Empty when the text has no usable letter or digit. A long result ends with a hash of the text.
   */
  static Optional<String> of(String text) {
    String name =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.]+", "-")
            .replaceAll("^[.-]+|[.-]+$", "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.length() <= LONGEST) {
      return Optional.of(name);
    }
    String hash = hash(text);
    String start = name.substring(0, LONGEST - hash.length() - 1).replaceAll("[.-]+$", "");
    return Optional.of(start + "-" + hash);
  }

  /** Eight hexadecimal digits, so that two long texts with the same start get different names. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
