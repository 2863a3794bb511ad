package dev.provision.cli;

import java.io.PrintStream;

/**
 * Where a command prints.
 *
 * @param out what was asked for
 * @param err what went wrong, and what somebody may want to know besides
 * @param liveOut whether out is a terminal that lines can be drawn on
 * @param width of the terminal in columns
 * @param canAsk whether somebody is there to answer
 */
record Console(
    PrintStream out, PrintStream err, boolean liveOut, int width, boolean canAsk, Style style) {

  void line(String text) {
    out.println(text);
  }

  /** A one-line mistake, in the form that all of them have. */
  void error(String message) {
    err.println(style.red("error:") + " " + message);
  }
}
