package dev.provision.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells files from what only has the name of one. To open a named pipe waits until somebody writes
 * to it, and a device may have no end, so each is refused before it is opened.
 */
public final class Regular {
  private Regular() {}

  /**
   * What it is instead of a file, with its article; empty for a file, and where there is nothing.
   */
  public static Optional<String> whyNot(Path path) {
    if (Files.isDirectory(path)) {
      return Optional.of("a directory");
    }
    return Files.isRegularFile(path) || !Files.exists(path)
        ? Optional.empty()
        : Optional.of("a pipe, a device or a socket");
  }
}
