package dev.provision.cli.text;

import com.google.gson.JsonObject;
import dev.provision.plan.Plan;
import dev.provision.plan.Step;
import dev.provision.report.RunReport;
import dev.provision.spi.Address;
import dev.provision.spi.Intent;
import dev.provision.spi.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The last lines of an operation: its messages, what was done, and what failed. */
public final class OperationText {
  private final Operation<?, ?, ?> operation;
  private final String kind;

  public OperationText(Operation<?, ?, ?> operation, String kind) {
    this.operation = operation;
    this.kind = kind;
  }

  private static Set<Address> good(Plan plan, RunReport report) {
    Set<Address> good = new LinkedHashSet<>();
    for (Step step : plan.steps()) {
      if (!report.bad().containsKey(step.address())) {
        good.add(step.address());
      }
    }
    return good;
  }

  /** The messages for resources that succeeded. */
  public List<String> said(Plan plan, RunReport report, Intent.Goal<?, ?, ?> goal) {
    List<String> lines = new ArrayList<>();
    for (Address address : good(plan, report)) {
      goal.said(address).forEach(line -> lines.add(address + ": " + Style.oneLine(line)));
    }
    return lines;
  }

  /** The same for programs, one object a line, like the events before it. */
  public List<String> json(Plan plan, RunReport report, Intent.Goal<?, ?, ?> goal) {
    List<String> lines = new ArrayList<>();
    for (Address address : good(plan, report)) {
      for (String text : goal.said(address)) {
        JsonObject line = new JsonObject();
        line.addProperty("version", EventJson.VERSION);
        line.addProperty("event", "said");
        line.addProperty("address", address.toString());
        line.addProperty("text", text);
        lines.add(Style.json(line.toString()));
      }
    }
    return lines;
  }

  /**
   * How many succeeded, and what to do about the rest.
   *
   * @param command the command line, which finishes a run that was stopped
   */
  public List<String> lines(
      Plan plan, RunReport report, Intent.Goal<?, ?, ?> goal, String command) {
    long work = plan.steps().stream().filter(Step::isWork).count();
    long idle = plan.steps().size() - work;
    long good = work - report.bad().size();
    List<String> parts = new ArrayList<>();
    if (good > 0) {
      parts.add(PlanText.counted(good, kind) + " " + operation.done());
    }
    if (idle > 0) {
      parts.add(PlanText.counted(idle, kind) + " with nothing to do");
    }
    if (!report.bad().isEmpty()) {
      parts.add(report.bad().size() + " failed");
    }
    List<String> lines = new ArrayList<>();
    lines.add(parts.isEmpty() ? "no " + kind + " is there" : String.join(", ", parts));
    for (String line : report.maybeHalfDone()) {
      lines.add("may be half done: " + Style.oneLine(line));
    }
    if (report.cancelled()) {
      lines.add("To finish it: " + Style.oneLine(command));
    }
    if (!report.bad().isEmpty()) {
      goal.remedy(report.bad().keySet(), good(plan, report))
          .forEach(line -> lines.add(Style.oneLine(line)));
    }
    return lines;
  }
}
