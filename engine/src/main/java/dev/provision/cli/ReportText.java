package dev.provision.cli;

import dev.provision.report.RunReport;

/** The last lines of a run. */
final class ReportText {
  private final Style style;

  ReportText(Style style) {
    this.style = style;
  }

  String render(RunReport report) {
    return "";
  }
}
