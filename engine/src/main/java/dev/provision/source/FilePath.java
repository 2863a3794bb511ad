package dev.provision.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What somebody wrote as the name of a file, as a path. Not every text is one: Java refuses a NUL
 * character, and what the locale's encoding of names cannot say.
 */
public final class FilePath {
  private FilePath() {}

  /** Empty where no file can be called so. */
  public static Optional<Path> of(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Relative to the folder of the file that names it.
   *
   * @param namedBy that file, as the user gave it
   */
  public static Optional<Path> beside(String namedBy, String text) {
    return of(text).map(path -> Path.of(namedBy).resolveSibling(path));
  }

  /** What is said of a text that is none. */
  public static String refusal(String text) {
    return "`" + text.replace('\0', '?') + "` cannot be the name of a file";
  }
}
