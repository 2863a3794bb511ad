package dev.provision.proof.fuzz;

import java.nio.file.Path;
import java.util.Optional;

/** Where the inputs of each target lie: {@code src/test/resources/fuzz/TARGET}. */
public final class Corpus {
  private Corpus() {}

  public static Path of(String target) {
    Path basedir = Path.of(Optional.ofNullable(System.getProperty("basedir")).orElse(""));
    return basedir.resolve("src/test/resources/fuzz").resolve(target).toAbsolutePath();
  }
}
