package dev.provision.syntax;

import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;

/**
 * Converts the library's marks to our spans and offsets. The library counts from 0 and in code
 * points; the conversion to chars is fast for ascending marks.
 */
final class Places {
  private final String file;
  private final String text;
  private int codePoints;
  private int chars;

  Places(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /** The offset of a mark in the text. */
  int of(Mark mark) {
    int wanted = mark.getIndex();
    chars = text.offsetByCodePoints(chars, wanted - codePoints);
    codePoints = wanted;
    return chars;
  }

  /** A span that starts at a later offset than before. */
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

  Span span(Event event) {
    return span(event.getStartMark(), event.getEndMark());
  }

  private Span span(Mark start, Mark end) {
    return new Span(
        file, start.getLine() + 1, start.getColumn() + 1, end.getLine() + 1, end.getColumn() + 1);
  }

  /** The library ends a block where the next thing starts; we end it with its last child. */
  Span collectionSpan(CollectionStartEvent start, Event end, Node last) {
    Span whole = span(start.getStartMark(), end.getEndMark());
    if (start.isFlow() || last == null) {
      return whole;
    }
    Span child = last.span();
    boolean inside =
        child.endLine() > whole.line()
            || (child.endLine() == whole.line() && child.endColumn() >= whole.column());
    return inside
        ? new Span(whole.file(), whole.line(), whole.column(), child.endLine(), child.endColumn())
        : whole;
  }
}
