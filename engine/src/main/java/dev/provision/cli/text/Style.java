package dev.provision.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Colours of a terminal, or none; and the rule that nothing from outside can steer it. */
public final class Style {
  public static final Style PLAIN = new Style(false);

  private final boolean colour;

  public Style(boolean colour) {
    this.colour = colour;
  }

  public String bold(String text) {
    return in("1", text);
  }

  public String dim(String text) {
    return in("2", text);
  }

  public String red(String text) {
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
  public static String oneLine(String text) {
    if (text.codePoints().noneMatch(Style::isSteering)) {
      return text;
    }
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isSteering(c)) {
                clean.append(escape(c));
              } else {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString();
  }

  /**
   * A JSON document with its control characters escaped, because a serializer keeps some that can
   * steer a terminal. Outside its strings the only one is the end of a line.
   */
  public static String json(String document) {
    StringBuilder clean = new StringBuilder();
    document
        .codePoints()
        .forEach(
            c -> {
              if (c != '\n' && isSteering(c)) {
                for (char half : Character.toChars(c)) {
                  clean.append(String.format("\\u%04x", (int) half));
                }
              } else {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString();
  }

  private static String escape(int codePoint) {
    return codePoint == '\n'
        ? "\\n"
        : codePoint == '\t' ? "\\t" : String.format("\\u%04x", codePoint);
  }

  /**
   * Control characters, and those that reorder, hide or break: bidirectional marks, characters of
   * no width, U+2028, U+2029 (Unicode's categories Cc, Cf, Zl and Zp), and halves of a pair.
   */
  static boolean isSteering(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }

  /** A text of several lines, each as {@link #oneLine}. */
  public static String lines(String text) {
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
  public static String fit(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }
}
