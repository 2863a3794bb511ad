package dev.provision.cli;

import dev.provision.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a folder that may be playbooks: those with the provider's section at the start of a
 * line.
 */
final class Candidates {
  private Candidates() {}

  /** Sorted by name; empty when the folder cannot be read. */
  static List<Path> in(Path folder, String section) {
    Pattern connection = Pattern.compile("(?m)^(- | {2})?" + Pattern.quote(section) + ":");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*\\.ya?ml"))
          .filter(Files::isRegularFile)
          .sorted()
          .filter(
              file ->
                  SourceFile.read(file, file.toString())
                      .value()
                      .filter(source -> connection.matcher(source.text()).find())
                      .isPresent())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
