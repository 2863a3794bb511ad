package dev.provision.syntax;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Gives the YAML library a text that is already in memory. The library's own reader takes 1000
 * characters at a time, and each time copies everything that the scanner has looked at but not
 * consumed: a scalar of 15 MB on one line takes hours.
 */
final class WholeText extends StreamReader {
  private final int[] codePoints;
  private int index;
  private int documentIndex;
  private int line;
  private int column;

  WholeText(String text) {
    super("");
    codePoints = text.codePoints().toArray();
  }

  @Override
  public Mark getMark() {
    return new Mark("", index, line, column, codePoints, index);
  }

  @Override
  public void forward() {
    forward(1);
  }

  @Override
  public void forward(int length) {
    for (int i = 0; i < length && index < codePoints.length; i++) {
      moveOver(codePoints[index++]);
    }
  }

  /**
   * Lines end as in the library's own reader: CR LF is one end, and a byte order mark has no
   * column.
   */
  private void moveOver(int c) {
    documentIndex++;
    boolean lineEnd =
        c == '\n'
            || c == '\u0085'
            || c == '\u2028'
            || c == '\u2029'
            || (c == '\r' && peek() != '\n');
    if (lineEnd) {
      line++;
      column = 0;
    } else if (c != '\uFEFF') {
      column++;
    }
  }

  /** The next character; 0 at the end. */
  @Override
  public int peek() {
    return peek(0);
  }

  @Override
  public int peek(int ahead) {
    return index + ahead < codePoints.length ? codePoints[index + ahead] : 0;
  }

  @Override
  public String prefix(int length) {
    int end = Math.min(codePoints.length, index + length);
    return new String(codePoints, index, end - index);
  }

  @Override
  public String prefixForward(int length) {
    String prefix = prefix(length);
    int end = Math.min(codePoints.length, index + length);
    int taken = end - index;
    index = end;
    documentIndex += taken;
    column += taken;
    return prefix;
  }

  @Override
  public int getColumn() {
    return column;
  }

  @Override
  public int getDocumentIndex() {
    return documentIndex;
  }

  @Override
  public void resetDocumentIndex() {
    documentIndex = 0;
  }

  @Override
  public int getIndex() {
    return index;
  }

  @Override
  public int getLine() {
    return line;
  }
}
