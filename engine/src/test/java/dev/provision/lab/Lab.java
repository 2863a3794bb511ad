package dev.provision.lab;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.plan.Options;
import dev.provision.plan.Orphan;
import dev.provision.plan.Plan;
import dev.provision.plan.Planned;
import dev.provision.plan.PlannedChange;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Step;
import dev.provision.run.Cancellation;
import dev.provision.run.Dialer;
import dev.provision.run.EventSink;
import dev.provision.run.Outcome;
import dev.provision.run.Result;
import dev.provision.run.RunEvent;
import dev.provision.run.Runner;
import dev.provision.run.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Plans and applies in a world in memory, and puts what came of it into words. */
public final class Lab {
  public final Server server = new Server();
  public final LabSession session = new LabSession(server);
  public final ManualTime time = new ManualTime();
  public final Cancellation cancellation = new Cancellation();
  public final List<RunEvent> events = new CopyOnWriteArrayList<>();
  public Settings settings = Settings.DEFAULT.withParallelism(1);
  public Dialer dialer =
      (host, port) -> {
        throw new AssertionError("nobody waits for " + host + ":" + port);
      };
  public EventSink watch = e -> {};

  /** Paths of things that the connection names. */
  public List<String> places = List.of();

  public Planning<Picture, Pen> planning(Options options, Declare... all) throws Exception {
    return Planner.plan(Declare.work(server, places, all), session, options);
  }

  public Planned<Picture, Pen> planned(Options options, Declare... all) throws Exception {
    Planning<Picture, Pen> planning = planning(options, all);
    return planning
        .planned()
        .orElseThrow(() -> new AssertionError(planning.diagnostics().toString()));
  }

  public Plan plan(Options options, Declare... all) throws Exception {
    return planned(options, all).plan();
  }

  public Plan plan(Declare... all) throws Exception {
    return plan(Options.DEFAULT, all);
  }

  /** The mistakes, as {@code place: message}. */
  public List<String> mistakes(Options options, Declare... all) throws Exception {
    return planning(options, all).diagnostics().stream().map(Lab::text).toList();
  }

  public List<String> mistakes(Declare... all) throws Exception {
    return mistakes(Options.DEFAULT, all);
  }

  private static String text(Diagnostic diagnostic) {
    return diagnostic.span().map(s -> s + ": ").orElse("") + diagnostic.message();
  }

  public Result apply(Options options, Declare... all) throws Exception {
    return run(planned(options, all));
  }

  public Result apply(Declare... all) throws Exception {
    return apply(Options.DEFAULT, all);
  }

  public Result run(Planned<Picture, Pen> planned) throws Exception {
    EventSink sink =
        event -> {
          events.add(event);
          watch.accept(event);
        };
    return new Runner(settings, time, "r1", dialer).run(planned, session, sink, cancellation);
  }

  /** The steps, one a line: {@code + a after b: field 1 -> 2 @place; note}. */
  public static String text(Plan plan) {
    List<String> lines = new ArrayList<>();
    plan.steps().forEach(s -> lines.add(text(s)));
    for (Orphan orphan : plan.orphans()) {
      lines.add("! " + orphan.path() + (orphan.why().isEmpty() ? "" : ": " + orphan.why()));
    }
    return String.join("\n", lines);
  }

  private static String text(Step step) {
    StringBuilder line = new StringBuilder(step.action().symbol() + " " + step.address().name());
    if (!step.placement().isEmpty()) {
      line.append(" at ").append(step.placement());
    }
    if (!step.after().isEmpty()) {
      line.append(
          step.after().stream().map(a -> a.name()).collect(Collectors.joining(",", " after ", "")));
    }
    step.changes().forEach(c -> line.append(": ").append(text(c)));
    step.notes().forEach(n -> line.append("; ").append(n));
    return line.toString();
  }

  public static String text(PlannedChange change) {
    return change.change().field()
        + " "
        + change.change().before()
        + " -> "
        + change.change().after();
  }

  /** Outcomes, one a line, in the order of the plan. */
  public static String text(Result result) {
    return result.outcomes().entrySet().stream()
        .map(e -> e.getKey().name() + " " + text(e.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String text(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      return "failed: " + failed.message();
    }
    if (outcome instanceof Outcome.NotConverged not) {
      return "not converged: "
          + not.left().stream().map(c -> text(c)).collect(Collectors.joining(", "));
    }
    if (outcome instanceof Outcome.NotReady not) {
      return "not ready: " + not.seen();
    }
    if (outcome instanceof Outcome.Skipped skipped) {
      return "skipped because of " + skipped.rootCause().name() + ": " + skipped.why();
    }
    if (outcome instanceof Outcome.Cancelled cancelled) {
      return cancelled.maybeHalfDone() ? "cancelled, maybe half done" : "cancelled";
    }
    return outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /** Events, one a line, without times. */
  public String story() {
    return events.stream().map(Lab::text).collect(Collectors.joining("\n"));
  }

  private static String text(RunEvent event) {
    if (event instanceof RunEvent.StepStarted e) {
      return e.address().name() + " starts: " + e.action();
    }
    if (event instanceof RunEvent.StepProgress e) {
      return e.address().name() + " " + e.percent() + "% " + e.what();
    }
    if (event instanceof RunEvent.StepRetried e) {
      return e.address().name() + " retries after failure " + e.attempt() + ": " + e.why();
    }
    if (event instanceof RunEvent.StepWaiting e) {
      return e.address().name() + " waits: " + e.what();
    }
    if (event instanceof RunEvent.StepFinished e) {
      return e.address().name() + " ends: " + text(e.outcome());
    }
    if (event instanceof RunEvent.Unreachable e) {
      return "unreachable: " + e.why();
    }
    if (event instanceof RunEvent.Cancelling e) {
      return e.hard() ? "cancelling now" : "cancelling";
    }
    return event.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }
}
