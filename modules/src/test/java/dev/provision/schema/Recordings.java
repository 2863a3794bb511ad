package dev.provision.schema;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * What real servers answered, in the folder that {@code PROVISION_RECORDINGS} names: answers as
 * {@code NNN-Method.resp.xml}, and in {@code versions/} their lists of versions.
 */
public record Recordings(Path folder) {
  private static final AtomicBoolean SAID = new AtomicBoolean();

  /** Without the folder the test is left out, and one line says so. */
  public static Recordings given() {
    String folder = System.getenv("PROVISION_RECORDINGS");
    if (folder == null && !SAID.getAndSet(true)) {
      System.err.println(
          "not run: the recorded answers of real servers need their folder in"
              + " PROVISION_RECORDINGS");
    }
    assumeTrue(folder != null, "PROVISION_RECORDINGS is not set");
    return new Recordings(Path.of(folder));
  }

  List<Path> answers() throws IOException {
    return files(".resp.xml");
  }

  /** Of {@code /sdk/vimServiceVersions.xml}. */
  public List<Path> versions() throws IOException {
    return files(".xml").stream().filter(file -> file.getParent().endsWith("versions")).toList();
  }

  private List<Path> files(String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
