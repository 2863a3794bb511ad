package dev.provision.cli;

import java.util.ArrayList;
import java.util.List;

/** Colours of a terminal, or none; and the rule that nothing from outside can steer it. */
final class Style {
  static final Style PLAIN = new Style(false);

  private final boolean colour;

  Style(boolean colour) {
    this.colour = colour;
  }

  String bold(String text) {
    return in("1", text);
  }

  String dim(String text) {
    return in("2", text);
  }

  String red(String text) {
    return in("31", text);
  }

  String green(String text) {
    return in("32", text);
  }

  String yellow(String text) {
    return in("33", text);
  }

  String cyan(String text) {
    return in("36", text);
  }

  private String in(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /**
   * A text from a server or a file on one line: line ends and control characters are written as
   * escapes, so that they can neither break a line nor reach the terminal.
   */
  static String oneLine(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSteering(c)) {
        if (clean == null) {
          clean = new StringBuilder(text.substring(0, i));
        }
        clean.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : String.format("\\u%04x", (int) c));
      } else if (clean != null) {
        clean.append(c);
      }
    }
    return clean == null ? text : clean.toString();
  }

  /**
   * Control characters, and those that reorder or break lines: bidirectional marks, U+2028, U+2029.
   */
  private static boolean isSteering(char c) {
    return c < 0x20
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x200e && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  /** A text of several lines, each as {@link #oneLine}. */
  static String lines(String text) {
    if (text.indexOf('\n') < 0) {
      return oneLine(text);
    }
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      lines.add(oneLine(line));
    }
    return String.join("\n", lines);
  }

  /** At most so many characters, the last one an ellipsis when something was cut. */
  static String fit(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }
}
