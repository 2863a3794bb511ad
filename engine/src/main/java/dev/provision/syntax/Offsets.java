package dev.provision.syntax;

import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import org.yaml.snakeyaml.error.Mark;

/** The library counts code points, Java counts chars: this converts, fast for ascending marks. */
final class Offsets {
  private final String text;
  private int codePoints;
  private int chars;

  Offsets(String text) {
    this.text = text;
  }

  /** The offset of a mark in the text. */
  int of(Mark mark) {
    int wanted = mark.getIndex();
    chars = text.offsetByCodePoints(chars, wanted - codePoints);
    codePoints = wanted;
    return chars;
  }

  /** A span whose start is moved from one offset to a later one. */
  Span move(Span span, int from, int to) {
    int line = span.line();
    int column = span.column();
    for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
      boolean lineEnd = SourceFile.isLineEnd(text, i);
      line += lineEnd ? 1 : 0;
      column = lineEnd ? 1 : column + 1;
    }
    return new Span(span.file(), line, column, span.endLine(), span.endColumn());
  }
}
