package dev.provision.vsphere.inventory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Stands for a text that may be secret: enough to see whether it changed. */
public final class TextDigest {
  private TextDigest() {}

  /** {@code 12 characters, sha256 0a1b2c3d}. */
  public static String of(String text) {
    return text.length() + " characters, sha256 " + sha256(text).substring(0, 8);
  }

  /** In hexadecimal, of the text in UTF-8. */
  public static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
