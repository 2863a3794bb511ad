package dev.provision.cli.text;

import dev.provision.plan.Action;
import dev.provision.report.RunReport;
import dev.provision.run.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last lines of a run: what was done, what failed, and what may be half done. */
public final class ReportText {
  private final Style style;

  public ReportText(Style style) {
    this.style = style;
  }

  /**
   * @param command the command line, which finishes a run that was stopped
   */
  public String render(RunReport report, String command) {
    List<String> parts = new ArrayList<>();
    for (Action action : Action.values()) {
      if (action != Action.NONE && report.count(action) > 0) {
        parts.add(report.count(action) + " " + EventText.done(action));
      }
    }
    if (report.count(Action.NONE) > 0) {
      parts.add(report.count(Action.NONE) + " unchanged");
    }
    long skipped = count(report, Outcome.Skipped.class);
    long cancelled = count(report, Outcome.Cancelled.class);
    long failed = report.bad().size() - skipped - cancelled;
    if (failed > 0) {
      parts.add(style.red(failed + " failed"));
    }
    if (skipped > 0) {
      parts.add(style.yellow(skipped + " skipped"));
    }
    if (cancelled > 0) {
      parts.add(style.yellow(cancelled + " cancelled"));
    }
    Map<String, Integer> left = new TreeMap<>();
    report.left().forEach(orphan -> left.merge(orphan.left().orElseThrow(), 1, Integer::sum));
    left.forEach((what, count) -> parts.add(style.red(count + " left that " + what)));
    StringBuilder text = new StringBuilder("\n");
    text.append(style.bold(heading(report)))
        .append(" in ")
        .append(EventText.duration(report.took()))
        .append(": ")
        .append(parts.isEmpty() ? "nothing done" : String.join(", ", parts))
        .append('\n');
    for (String line : report.maybeHalfDone()) {
      text.append("may be half done: ").append(Style.oneLine(line)).append('\n');
    }
    if (report.cancelled()) {
      text.append("To finish it: ").append(Style.oneLine(command)).append('\n');
    } else if (!report.bad().isEmpty()) {
      text.append("The next apply goes on from what is there.\n");
    }
    return text.toString();
  }

  private static String heading(RunReport report) {
    if (report.bad().isEmpty() && report.left().isEmpty()) {
      return "Converged";
    }
    if (!report.cancelled()) {
      return "Not converged";
    }
    return report.deadline() ? "Stopped at the deadline" : "Stopped";
  }

  private static long count(RunReport report, Class<? extends Outcome> type) {
    return report.bad().values().stream().filter(type::isInstance).count();
  }
}
