package dev.provision.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Turns a file name that the user wrote into a path. Not every text can be one: Java refuses the
 * NUL character and whatever the locale's encoding of file names lacks.
 */
public final class FilePath {
  private FilePath() {}

  /** Empty when no file can have this name. */
  public static Optional<Path> of(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Relative to the folder of the file that contains the name.
   *
   * @param namedBy that file, as the user gave it
   */
  public static Optional<Path> beside(String namedBy, String text) {
    return of(text).map(path -> Path.of(namedBy).resolveSibling(path));
  }

  /** The message for a text that cannot be a file name. */
  public static String refusal(String text) {
    return "`" + text.replace('\0', '?') + "` cannot be the name of a file";
  }
}
