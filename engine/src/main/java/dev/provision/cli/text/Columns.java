package dev.provision.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Lays out plain text in columns of a terminal. A wide character takes two of them, an accent that
 * stands on the letter before it none.
 */
public final class Columns {
  private Columns() {}

  /** The text, filled with spaces to a width; longer texts stay whole. */
  public static String pad(String text, int width) {
    int own = columns(text);
    return own >= width ? text : text + " ".repeat(width - own);
  }

  /** How many columns a terminal needs for a text; what it does not print takes none. */
  static int columns(CharSequence text) {
    int columns = 0;
    for (int at = 0; at < text.length(); at += WCWidth.charCountForGraphemeCluster(text, at)) {
      columns += Math.max(0, WCWidth.wcwidthForGraphemeCluster(text, at));
    }
    return columns;
  }

  /** The width of the widest, between the bounds. */
  static int width(List<String> texts, int least, int most) {
    int width = least;
    for (String text : texts) {
      width = Math.max(width, columns(text));
    }
    return Math.min(width, most);
  }

  /** The text in lines of at most so many columns, broken at spaces; longer words stay whole. */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      int with = columns(line) + 1 + columns(word);
      if (line.length() > 0 && with > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A box of rows under headings, drawn as nova draws its tables. */
  public static String box(List<String> headings, List<List<String>> rows) {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns(headings.get(i));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], columns(row.get(i)));
      }
    }
    StringBuilder rule = new StringBuilder("+");
    for (int width : widths) {
      rule.append("-".repeat(width + 2)).append('+');
    }
    rule.append('\n');
    StringBuilder text = new StringBuilder();
    text.append(rule).append(line(headings, widths)).append(rule);
    rows.forEach(row -> text.append(line(row, widths)));
    return text.append(rule).toString();
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      line.append(' ').append(pad(cells.get(i), widths[i])).append(" |");
    }
    return line.append('\n').toString();
  }
}
