package dev.provision.simulator.serve;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes a server's certificate (RFC 5280) that vouches for itself. The JDK can read certificates
 * and has no public way to make one; its {@code keytool} is a program that not every runtime image
 * brings, and a library for this one certificate would be larger than all of ours.
 */
final class SelfSigned {
  private static final Duration VALID = Duration.ofDays(3650);
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));

  private SelfSigned() {}

  /**
   * @param keys on an elliptic curve
   * @param names DNS names that it is for
   * @param addresses that it is for
   */
  static X509Certificate of(
      KeyPair keys, Set<String> names, Set<InetAddress> addresses, Instant now, SecureRandom random)
      throws GeneralSecurityException {
    byte[] name = name("simulated vCenter");
    byte[] body =
        Der.sequence(
            Der.value(0xA0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(120, random).add(BigInteger.ONE)),
            ECDSA_WITH_SHA256,
            name,
            Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(VALID))),
            name,
            keys.getPublic().getEncoded(),
            Der.value(0xA3, extensions(keys, names, addresses)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate(), random);
    signature.update(body);
    byte[] whole = Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] name(String common) {
    return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.text(common))));
  }

  /** It is no authority, signs handshakes, is a server's, and is for these names. */
  private static byte[] extensions(KeyPair keys, Set<String> names, Set<InetAddress> addresses)
      throws GeneralSecurityException {
    List<byte[]> subjects = new ArrayList<>();
    names.forEach(each -> subjects.add(Der.value(0x82, each.getBytes(StandardCharsets.US_ASCII))));
    addresses.forEach(each -> subjects.add(Der.value(0x87, each.getAddress())));
    byte[] key = MessageDigest.getInstance("SHA-1").digest(keys.getPublic().getEncoded());
    return Der.sequence(
        extension("2.5.29.19", true, Der.sequence()),
        extension("2.5.29.15", true, Der.value(0x03, new byte[] {7, (byte) 0x80})),
        extension("2.5.29.37", false, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))),
        extension("2.5.29.14", false, Der.octets(key)),
        extension("2.5.29.17", false, Der.sequence(subjects.toArray(byte[][]::new))));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    byte[] flag = critical ? Der.truth() : new byte[0];
    return Der.sequence(Der.oid(oid), flag, Der.octets(value));
  }
}
