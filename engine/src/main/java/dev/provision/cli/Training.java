package dev.provision.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The run from which the launcher makes the JVM's class archive: it loads the classes that a plan
 * needs, and contacts no server. Not a command: {@code java -cp provision.jar
 * dev.provision.cli.Training SIMULATED PLAYBOOK PREFIX...}: a playbook that needs no network, one
 * that does, and the prefixes of classes in the jar to load in addition.
 */
public final class Training {
  private static final String CLASS = ".class";

  /** Nothing listens on port 1, so that a plan gets as far as the connection. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "VC_HOST", "127.0.0.1",
          "VC_USER", "training",
          "VC_PASSWORD", "training",
          "CI_TOKEN", "training");

  private Training() {}

  public static void main(String[] args) throws IOException {
    String simulated = args[0];
    String playbook = args[1];
    run("version");
    run("doc");
    run("check", playbook);
    run("plan", simulated);
    run("plan", playbook, "-e", "port=1", "-e", "insecure=true");
    handshake();
    document();
    for (String jar : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      load(jar, List.of(args).subList(2, args.length));
    }
  }

  /** The result does not matter; only the loaded classes do. */
  private static void run(String... line) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Provision.run(List.of(line), ENVIRONMENT, nowhere, nowhere);
  }

  /** Starts a TLS handshake, which loads most of the classes that TLS needs. */
  private static void handshake() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine("127.0.0.1", 443);
      engine.setUseClientMode(true);
      int size = engine.getSession().getPacketBufferSize();
      engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(size));
    } catch (GeneralSecurityException | SSLException left) {
      // this JVM has no default TLS; a command that needs it will say so
    }
  }

  private static void document() {
    try {
      XMLStreamReader reader =
          XMLInputFactory.newFactory().createXMLStreamReader(new StringReader("<a b='c'>d</a>"));
      while (reader.hasNext()) {
        reader.next();
      }
      reader.close();
    } catch (XMLStreamException e) {
      throw new AssertionError(e);
    }
  }

  private static void load(String jar, List<String> prefixes) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      Enumeration<JarEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        if (name.endsWith(CLASS) && prefixes.stream().anyMatch(name::startsWith)) {
          load(name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
        }
      }
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Training.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError left) {
      // an optional part of a library; it is loaded when needed
    }
  }
}
