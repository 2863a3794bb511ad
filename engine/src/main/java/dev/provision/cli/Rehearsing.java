package dev.provision.cli;

import dev.provision.cli.ending.Interrupts;
import dev.provision.cli.text.EventText;
import dev.provision.cli.text.PlanText;
import dev.provision.cli.text.RehearsalText;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Node;
import dev.provision.plan.Options;
import dev.provision.plan.Plan;
import dev.provision.plan.Planned;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Policy;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.report.RunReport;
import dev.provision.run.RunEvent;
import dev.provision.run.Runner;
import dev.provision.run.Settings;
import dev.provision.run.SimulatedTime;
import dev.provision.spi.Declaration;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.Rehearsal;
import dev.provision.spi.RunContext;
import dev.provision.spi.Survey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans, carries out and plans again, all on a copy: shows what apply would do, how long it would
 * take, and whether a second plan would be empty. Asks nothing, because nothing real changes.
 */
final class Rehearsing {
  private final Invocation invocation;
  private final Console console;
  private final Options options;
  private final Settings settings;
  private final Optional<Path> from;
  private final Optional<Path> keepIn;
  private final Interrupts interrupts;
  private boolean begun;

  Rehearsing(Invocation invocation) throws UsageException {
    this.invocation = invocation;
    this.console = invocation.console();
    this.options = Runs.options(invocation);
    this.settings = Runs.settings(invocation);
    this.from = file("from");
    this.keepIn = file("capture");
    this.interrupts = invocation.interrupts();
  }

  Interrupts interrupts() {
    return interrupts;
  }

  private Optional<Path> file(String option) throws UsageException {
    Optional<String> name = invocation.option(option);
    return name.isEmpty() ? Optional.empty() : Optional.of(Loading.path(name.get()));
  }

  <C extends Record, R, W> ExitCode rehearse(
      Provider<C, R, W> provider, LinkedPlay play, RunContext run)
      throws ModuleException, InterruptedException, UsageException {
    if (begun && (from.isPresent() || keepIn.isPresent())) {
      throw new UsageException(
          "a copy is that of one play, and the file has several: name one with --play");
    }
    begun = true;
    Work<C, R, W> work = Work.of(provider, play);
    List<Declaration<?>> declarations = new ArrayList<>();
    for (Node<?, R, W> node : work.nodes()) {
      declarations.add(node.declaration());
    }
    Survey survey = new Survey(work.environment(), declarations, true);
    try (Rehearsal<R, W> rehearsal =
        Opening.of(
            invocation, () -> provider.rehearse(work.connection(), survey, run, from, keepIn))) {
      console.line(
          "Rehearsal on a copy of "
              + rehearsal.original()
              + from.map(file -> " from " + file).orElse("")
              + " with "
              + rehearsal.objects()
              + " objects; nothing is changed there");
      keepIn.ifPresent(file -> console.line("The copy is kept in " + file));
      console.line("");
      ExitCode result = onCopy(work, rehearsal, run.runId());
      console.line("Nothing was changed on " + rehearsal.original() + ".");
      return result;
    }
  }

  private <C extends Record, R, W> ExitCode onCopy(
      Work<C, R, W> work, Rehearsal<R, W> rehearsal, String runId)
      throws ModuleException, InterruptedException {
    Planning<R, W> planning = Planner.plan(work, rehearsal.session(), options);
    new Loading(invocation).print(planning.diagnostics());
    if (planning.planned().isEmpty()) {
      return Plays.refused(planning);
    }
    Planned<R, W> planned = planning.planned().get();
    console.out().print(new PlanText(console.style()).render(planned.plan()));
    if (!planned.plan().hasChanges() && planned.plan().left().isEmpty()) {
      return ExitCode.OK;
    }
    console.line("");
    RunReport report = carryOut(planned, rehearsal, runId);
    console.out().print(new RehearsalText(console.style()).verdict(report, rehearsal.original()));
    return report.exitCode() == ExitCode.OK ? again(work, rehearsal) : report.exitCode();
  }

  private <R, W> RunReport carryOut(Planned<R, W> planned, Rehearsal<R, W> rehearsal, String runId)
      throws InterruptedException {
    interrupts.runBegins();
    List<RunEvent> events = new ArrayList<>();
    EventText text = new EventText(console.style());
    SimulatedTime time = new SimulatedTime(rehearsal.clock(), rehearsal::pass);
    // machines of a copy have no network; this pretends that running ones answer
    new Runner(settings, time, runId, (host, port) -> true)
        .run(
            planned,
            rehearsal.session(),
            event -> {
              events.add(event);
              text.line(event).ifPresent(console::line);
            },
            interrupts.cancellation());
    return RunReport.of(events);
  }

  /** Checks what apply promises: that a plan made after it is empty. */
  private <C extends Record, R, W> ExitCode again(Work<C, R, W> work, Rehearsal<R, W> rehearsal)
      throws ModuleException, InterruptedException {
    // --replace has been done
    Options now = options.withPolicy(new Policy(Set.of(), options.policy().noReboot()));
    Planning<R, W> second = Planner.plan(work, rehearsal.session(), now);
    if (second.planned().isEmpty()) {
      new Loading(invocation).print(second.diagnostics());
      console.error("after the rehearsal no second plan could be made");
      return Plays.refused(second);
    }
    Plan left = second.planned().get().plan();
    if (left.hasChanges()) {
      console.error("after the rehearsal a second plan still has changes");
      console.out().print(new PlanText(console.style()).render(left));
      return ExitCode.FAILED;
    }
    console.line("A second plan has no changes.");
    return ExitCode.OK;
  }
}
