package dev.provision.vsphere.wire;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * The SHA-256 or SHA-1 of a certificate, in upper-case hex with colons, as vSphere writes it. Both
 * are taken whatever the server's version: vSphere moves from SHA-1 to SHA-256 (govmomi pull
 * request 3384), field by field, and its schema names the hash of few ({@code
 * HostConnectSpec.sslThumbprint} is "always computed using the SHA1 hash").
 */
public record Thumbprint(String algorithm, String hex) {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

  /**
   * @param text hex in any case, with colons or without
   * @throws IllegalArgumentException when it is neither 32 bytes (SHA-256) nor 20 (SHA-1)
   */
  public static Thumbprint parse(String text) {
    String bare = text.strip().replace(":", "");
    String algorithm = bare.length() == 64 ? "SHA-256" : bare.length() == 40 ? "SHA-1" : "";
    if (!algorithm.isEmpty()) {
      try {
        return new Thumbprint(algorithm, COLONS.formatHex(HexFormat.of().parseHex(bare)));
      } catch (IllegalArgumentException e) {
        // falls through: the message is the same for what is not hex
      }
    }
    throw new IllegalArgumentException(
        "the thumbprint `"
            + text
            + "` is neither a SHA-256 (64 hex digits) nor a SHA-1 (40 hex digits)");
  }

  public static Thumbprint sha256(X509Certificate certificate) {
    return of("SHA-256", certificate);
  }

  boolean matches(X509Certificate certificate) {
    return equals(of(algorithm, certificate));
  }

  private static Thumbprint of(String algorithm, X509Certificate certificate) {
    try {
      return of(algorithm, certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no " + algorithm + " of a certificate", e);
    }
  }

  /** Of the bytes of a certificate. */
  static Thumbprint of(String algorithm, byte[] encoded) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(encoded);
      return new Thumbprint(algorithm, COLONS.formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no " + algorithm + " of a certificate", e);
    }
  }
}
