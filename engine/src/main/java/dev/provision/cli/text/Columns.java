package dev.provision.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Lays out columns of plain text, by the columns of a terminal that it takes. */
public final class Columns {
  private Columns() {}

  /** The text, filled with spaces to a width; longer texts stay whole. */
  public static String pad(String text, int width) {
    int own = DisplayWidth.of(text);
    return own >= width ? text : text + " ".repeat(width - own);
  }

  /** The width of the widest, between the bounds. */
  static int width(List<String> texts, int least, int most) {
    int width = least;
    for (String text : texts) {
      width = Math.max(width, DisplayWidth.of(text));
    }
    return Math.min(width, most);
  }

  /** The text in lines of at most so many columns, broken at spaces; longer words stay whole. */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      int with = DisplayWidth.of(line) + 1 + DisplayWidth.of(word);
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
      widths[i] = DisplayWidth.of(headings.get(i));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
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
