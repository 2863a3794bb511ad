package dev.provision.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells regular files from pipes, devices and directories, before they are opened: opening a named
 * pipe blocks until another process writes to it, and a device may have no end.
 */
public final class Regular {
  private Regular() {}

  /**
   * What it is instead of a file, with its article; empty for a regular file, and when it does not
   * exist.
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
