package dev.provision.cli.text;

import java.util.Map;

/**
 * A terminal that lines can be drawn on, or none.
 *
 * @param columns its width
 * @param rows its height
 */
public record Terminal(boolean canDraw, int columns, int rows) {
  private static final int COLUMNS = 100;
  private static final int ROWS = 24;

  public static final Terminal NONE = new Terminal(false, COLUMNS, ROWS);

  /**
   * @param isTerminal whether standard output is a terminal
   * @param size {@code rows columns}, as stty prints it; any other text when unknown
   * @param environment {@code TERM=dumb} cannot draw; {@code COLUMNS} and {@code LINES} win over
   *     the size
   */
  public static Terminal of(boolean isTerminal, String size, Map<String, String> environment) {
    int space = size.indexOf(' ');
    int rows = space < 0 ? ROWS : number(size.substring(0, space), ROWS);
    int columns = space < 0 ? COLUMNS : number(size.substring(space + 1), COLUMNS);
    return new Terminal(
        isTerminal && !"dumb".equals(environment.get("TERM")),
        number(environment.getOrDefault("COLUMNS", ""), columns),
        number(environment.getOrDefault("LINES", ""), rows));
  }

  private static int number(String text, int otherwise) {
    try {
      int number = Integer.parseInt(text.strip());
      return number > 0 ? number : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
