package dev.provision.simulator.serve;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The key and the certificate of one lab's server, in the lab's own folder. They are made on the
 * first start, and again when the certificate is out of date or is not for where it listens.
 *
 * @param file of the certificate, as PEM
 */
record ServerKey(PrivateKey key, X509Certificate certificate, Path file) {
  /**
   * @param address where it listens
   * @throws IOException when the files cannot be read or made
   */
  static ServerKey of(LabFiles files, InetAddress address, Instant now, SecureRandom random)
      throws IOException {
    try {
      Optional<String> kept = files.key().read();
      if (kept.isPresent() && Files.isRegularFile(files.certificate())) {
        ServerKey found =
            new ServerKey(key(kept.get()), certificate(files.certificate()), files.certificate());
        if (found.isFor(address, now)) {
          return found;
        }
      }
      return made(files, address, now, random);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "the key `"
              + files.key().path()
              + "` and its certificate cannot be used; delete both, and they are made again: "
              + e.getMessage(),
          e);
    }
  }

  private static ServerKey made(
      LabFiles files, InetAddress address, Instant now, SecureRandom random)
      throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    KeyPair keys = generator.generateKeyPair();
    Set<InetAddress> addresses = new java.util.LinkedHashSet<>();
    addresses.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    addresses.add(InetAddress.getByName("::1"));
    addresses.add(address);
    X509Certificate made = SelfSigned.of(keys, Set.of("localhost"), addresses, now, random);
    Files.deleteIfExists(files.key().path());
    files.key().write(pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    Files.writeString(files.certificate(), pem("CERTIFICATE", made.getEncoded()));
    return new ServerKey(keys.getPrivate(), made, files.certificate());
  }

  private boolean isFor(InetAddress address, Instant now) throws GeneralSecurityException {
    boolean names =
        address.isAnyLocalAddress()
            || certificate.getSubjectAlternativeNames().stream()
                .anyMatch(each -> isSame(each.get(1), address));
    return names && Date.from(now).before(certificate.getNotAfter());
  }

  private static boolean isSame(Object name, InetAddress address) {
    try {
      // of an address as text no name service is asked
      return String.valueOf(name).matches("[0-9a-fA-F:.]+")
          && InetAddress.getByName(String.valueOf(name)).equals(address);
    } catch (IOException e) {
      return false;
    }
  }

  /** The SHA-256, in upper-case hex with colons. */
  String thumbprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  SSLContext context() throws IOException {
    try {
      // of this process alone: PKCS12 would guard the key with ten thousand rounds, here for
      // nothing
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      store.setKeyEntry("server", key, new char[0], new Certificate[] {certificate});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("the key of the server cannot be used: " + e.getMessage(), e);
    }
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes(pem)));
  }

  private static X509Certificate certificate(Path file)
      throws IOException, GeneralSecurityException {
    byte[] bytes = bytes(Files.readString(file, StandardCharsets.US_ASCII));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  private static String pem(String what, byte[] bytes) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
  }

  private static byte[] bytes(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }
}
