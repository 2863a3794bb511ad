package dev.provision.vsphere.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's certificate and the authority that issued it, made by the JDK's keytool. */
public final class TestCertificate {
  private static final String PASSWORD = "changeit";

  private final Path directory;
  private final KeyStore store;

  /**
   * @param host for which it is issued
   * @param validity keytool's options, {@code -validity 30}
   */
  public TestCertificate(Path directory, String host, String... validity) throws Exception {
    this.directory = directory;
    Path file = Files.createTempFile(directory, host, ".p12");
    Files.delete(file);
    keytool(file, "ca", List.of("-dname", "CN=Lab CA", "-ext", "bc:c"));
    List<String> leaf = new ArrayList<>(List.of("-dname", "CN=" + host + ", O=Lab"));
    leaf.addAll(List.of("-ext", "san=dns:" + host, "-signer", "ca"));
    leaf.addAll(List.of(validity));
    keytool(file, "vc", leaf);
    this.store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    store.deleteEntry("ca");
  }

  private static void keytool(Path file, String alias, List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
    command.addAll(List.of("-keystore", file.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(options);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  public SSLContext serverContext() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  public String thumbprint(String algorithm) throws Exception {
    byte[] leaf = store.getCertificateChain("vc")[0].getEncoded();
    byte[] digest = MessageDigest.getInstance(algorithm).digest(leaf);
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }

  /** The authority, as PEM. */
  public Path caFile() throws Exception {
    Certificate authority = store.getCertificateChain("vc")[1];
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(authority.getEncoded());
    return Files.writeString(
        Files.createTempFile(directory, "ca", ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }
}
