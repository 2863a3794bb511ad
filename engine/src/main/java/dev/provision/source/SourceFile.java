package dev.provision.source;

import dev.provision.diagnostic.Checked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The text of one file, without a byte order mark.
 *
 * @param name the path as the user gave it
 */
public record SourceFile(String name, String text) {
  /** The largest file that is read. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  public SourceFile {
    Objects.requireNonNull(name);
    Objects.requireNonNull(text);
  }

  /**
   * Reads a file in UTF-8.
   *
   * @param displayName what messages call the file
   */
  public static Checked<SourceFile> read(Path path, String displayName) {
    return FileReading.read(path, displayName, false);
  }

  /**
   * Reads a file that is named on the command line. Unlike a file that another file names, it may
   * be {@code /dev/stdin} or the pipe of {@code <(…)}.
   *
   * @param displayName what messages call the file
   */
  public static Checked<SourceFile> readGiven(Path path, String displayName) {
    return FileReading.read(path, displayName, true);
  }

  /**
   * A line without its end; empty when there is no such line.
   *
   * @param number counts from 1
   */
  public String line(int number) {
    List<String> lines = lines();
    return number < 1 || number > lines.size() ? "" : lines.get(number - 1);
  }

  /**
   * The lines without their ends. Lines end as in YAML: with LF, CR, CR LF, NEL, LS or PS. What
   * follows the last end is a line too, even when it is empty.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || isLineEnd(text, i)) {
        int end = i > start && text.charAt(i - 1) == '\r' ? i - 1 : i;
        lines.add(text.substring(start, end));
        start = i + 1;
      }
    }
    return lines;
  }

  /** Whether the character at this offset ends a line; a CR before an LF does not. */
  public static boolean isLineEnd(CharSequence text, int offset) {
    char c = text.charAt(offset);
    return switch (c) {
      case '\n', '\u0085', '\u2028', '\u2029' -> true;
      case '\r' -> offset + 1 >= text.length() || text.charAt(offset + 1) != '\n';
      default -> false;
    };
  }
}
