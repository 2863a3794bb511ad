package dev.provision.cli.text;

import dev.provision.plan.Action;
import dev.provision.plan.Orphan;
import dev.provision.report.ExitCode;
import dev.provision.report.RunReport;
import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The last lines of a rehearsal: what an apply would do, how long it would take, where it fails.
 */
public final class RehearsalText {
  private final Style style;

  public RehearsalText(Style style) {
    this.style = style;
  }

  public String verdict(RunReport report, String original) {
    List<String> parts = new ArrayList<>();
    for (Action action : Action.values()) {
      if (action != Action.NONE && report.count(action) > 0) {
        parts.add(report.count(action) + " " + EventText.done(action));
      }
    }
    String done = parts.isEmpty() ? "nothing done" : String.join(", ", parts);
    String took = EventText.duration(report.took()) + " of simulated time";
    if (report.exitCode() == ExitCode.OK) {
      return "\n" + style.bold("An apply would converge") + " in " + took + ": " + done + "\n";
    }
    String where =
        Stream.concat(report.bad().keySet().stream(), report.left().stream().map(Orphan::address))
            .map(Address::toString)
            .collect(Collectors.joining(", "));
    return "\n"
        + style.bold(style.red("An apply would not converge"))
        + " on "
        + original
        + ": "
        + done
        + " in "
        + took
        + (where.isEmpty() ? "" : "; not: " + where)
        + "\n";
  }
}
