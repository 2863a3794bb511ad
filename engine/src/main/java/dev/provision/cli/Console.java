package dev.provision.cli;

import dev.provision.cli.text.Redaction;
import dev.provision.cli.text.Style;
import dev.provision.cli.text.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command prints. All output is redacted.
 *
 * @param out the output that was asked for
 * @param err errors and additional information
 * @param terminal whether out is a terminal that can be drawn on, and its size
 * @param canAsk whether a user can answer
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

  /** For output that is not shown while it is written. */
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

  /** Prints a mistake in the common form; further lines of the message explain it. */
  void error(String message) {
    err.print(errStyle.red("error:") + " " + Style.lines(message) + "\n");
    err.flush();
  }
}
