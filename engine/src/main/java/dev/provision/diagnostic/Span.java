package dev.provision.diagnostic;

import java.util.Objects;

/**
 * A range in a file of the user's. Lines and columns count from 1, columns in Unicode code points;
 * the end is exclusive. Line 0 means the whole file.
 *
 * @param file the path as the user gave it, so that an editor can open it
 */
public record Span(String file, int line, int column, int endLine, int endColumn) {
  public Span {
    Objects.requireNonNull(file);
  }

  /** A whole file, for mistakes without a better position. */
  public static Span of(String file) {
    return new Span(file, 0, 0, 0, 0);
  }

  /** {@code site.yml:12:7}, or only the file when there is no line. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
