package dev.provision.syntax;

import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;

/**
 * Finds the position of a part of a scalar. The source text and its meaning differ only in quotes,
 * escapes and white space, so the search goes through both together and skips white space that one
 * of them lacks. When they do not match, it gives no answer instead of a wrong one.
 */
final class ScalarPlaces {
  private final String text;
  private final String written;

  /** The characters that the source text means; {@link #starts} has the offset of each. */
  private final StringBuilder units = new StringBuilder();

  private final int[] starts;

  private ScalarPlaces(Scalar scalar) {
    text = scalar.text();
    written = scalar.written();
    starts = new int[written.length() * 2 + 1];
    readUnits(scalar.style());
  }

  static Span of(Scalar scalar, int start, int end) {
    if (scalar.written().isEmpty() || start < 0 || end > scalar.text().length() || start > end) {
      return scalar.span();
    }
    int[] offsets = new ScalarPlaces(scalar).align();
    if (offsets.length == 0) {
      return scalar.span();
    }
    Span span = scalar.span();
    int[] from = place(scalar, offsets[start]);
    int[] to = end > start ? place(scalar, offsets[end - 1]) : from;
    return new Span(span.file(), from[0], from[1], to[0], end > start ? to[1] + 1 : to[1]);
  }

  /**
   * The offset in the source text for each offset of the text and for its end; empty when they do
   * not match.
   */
  private int[] align() {
    int[] offsets = new int[text.length() + 1];
    int unit = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        offsets[i] = starts[Math.min(unit, units.length())];
        if (unit < units.length() && isSpace(units.charAt(unit))) {
          unit++;
        }
        continue;
      }
      while (unit < units.length() && isSpace(units.charAt(unit))) {
        unit++;
      }
      if (unit == units.length() || units.charAt(unit) != c) {
        return new int[0];
      }
      offsets[i] = starts[unit++];
    }
    offsets[text.length()] = starts[Math.min(unit, units.length())];
    return offsets;
  }

  private void readUnits(Scalar.Style style) {
    int i = 0;
    int end = written.length();
    char quote = 0;
    if (style == Scalar.Style.BLOCK) {
      while (i < end && !SourceFile.isLineEnd(written, i)) {
        i++;
      }
    } else if (written.charAt(0) == '"' || written.charAt(0) == '\'') {
      quote = written.charAt(0);
      i = 1;
      end = Math.max(1, written.length() - 1);
    }
    while (i < end) {
      char c = written.charAt(i);
      if (quote == '"' && c == '\\' && i + 1 < end) {
        i = readEscape(i);
      } else if (quote == '\'' && c == '\'') {
        add(c, i);
        i += 2;
      } else {
        add(c, i++);
      }
    }
    starts[units.length()] = end;
  }

  /** Reads one escape sequence; returns the offset after it. */
  private int readEscape(int at) {
    char c = written.charAt(at + 1);
    int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits > 0) {
      int end = Math.min(at + 2 + digits, written.length());
      int codePoint = Integer.parseInt(written.substring(at + 2, end), 16);
      for (char unit : Character.toChars(codePoint)) {
        add(unit, at);
      }
      return end;
    }
    String meaning = "0\0a\u0007b\bt\t\t\tn\nv\u000Bf\fr\re\u001BN\u0085_\u00A0L\u2028P\u2029";
    for (int i = 0; i < meaning.length(); i += 2) {
      if (meaning.charAt(i) == c) {
        add(meaning.charAt(i + 1), at);
        return at + 2;
      }
    }
    add(c, at);
    return at + 2;
  }

  private void add(char c, int at) {
    starts[units.length()] = at;
    units.append(c);
  }

  private static int[] place(Scalar scalar, int offset) {
    String written = scalar.written();
    int line = scalar.span().line();
    int lineStart = -1;
    for (int i = 0; i < offset; i++) {
      if (SourceFile.isLineEnd(written, i)) {
        line++;
        lineStart = i + 1;
      }
    }
    int column =
        lineStart < 0
            ? scalar.span().column() + written.codePointCount(0, offset)
            : 1 + written.codePointCount(lineStart, offset);
    return new int[] {line, column};
  }

  private static boolean isSpace(char c) {
    return c == ' '
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029';
  }
}
