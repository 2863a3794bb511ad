package dev.provision.cli;

import dev.provision.cli.text.Redaction;
import dev.provision.cli.text.Style;
import dev.provision.cli.text.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command prints. Everything passes the redaction.
 *
 * @param out what was asked for
 * @param err what went wrong, and what somebody may want to know besides
 * @param terminal whether out is a terminal that lines can be drawn on, and how large
 * @param canAsk whether somebody is there to answer
 * @param style of out
 * @param errStyle of err
 */
record Console(
    PrintStream out,
    PrintStream err,
    Terminal terminal,
    boolean canAsk,
    Style style,
    Style errStyle,
    Redaction redaction) {

  /** For output that nobody looks at while it comes. */
  static Console plain(OutputStream out, OutputStream err) {
    return of(out, err, Terminal.NONE, false, Style.PLAIN, Style.PLAIN);
  }

  static Console of(
      OutputStream out,
      OutputStream err,
      Terminal terminal,
      boolean canAsk,
      Style style,
      Style errStyle) {
    Redaction redaction = new Redaction();
    return new Console(
        redaction.around(out), redaction.around(err), terminal, canAsk, style, errStyle, redaction);
  }

  void line(String text) {
    out.println(text);
  }

  /**
   * A mistake, in the form that all of them have. What follows the first line of the message
   * explains it.
   */
  void error(String message) {
    err.print(errStyle.red("error:") + " " + Style.lines(message) + "\n");
    err.flush();
  }
}
