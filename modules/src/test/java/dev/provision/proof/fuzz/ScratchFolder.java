package dev.provision.proof.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder of a target's own, where its inputs become files. */
public final class ScratchFolder {
  private final Path folder;

  public ScratchFolder() {
    try {
      folder = Files.createTempDirectory("provision-fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
  }

  public Path path(String name) {
    return folder.resolve(name);
  }

  public Path write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(path(name).getParent());
    return Files.write(path(name), bytes);
  }

  /** Deletes a folder in it, and what that holds. */
  public void clear(String name) throws IOException {
    if (Files.exists(path(name))) {
      try (Stream<Path> all = Files.walk(path(name))) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private void delete() {
    try {
      clear(".");
    } catch (IOException e) {
      // it lies among the temporary files
    }
  }
}
