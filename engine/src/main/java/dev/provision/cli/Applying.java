package dev.provision.cli;

import dev.provision.cli.ending.Interrupts;
import dev.provision.cli.text.EventJson;
import dev.provision.cli.text.EventText;
import dev.provision.cli.text.LiveLines;
import dev.provision.cli.text.PlanText;
import dev.provision.cli.text.ReportText;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Options;
import dev.provision.plan.Plan;
import dev.provision.plan.Planned;
import dev.provision.plan.Planner;
import dev.provision.plan.Planning;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.report.RunReport;
import dev.provision.run.EventSink;
import dev.provision.run.RealTime;
import dev.provision.run.RunEvent;
import dev.provision.run.Runner;
import dev.provision.run.Settings;
import dev.provision.run.TcpDialer;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Provider;
import dev.provision.spi.RunContext;
import dev.provision.spi.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The common part of apply and destroy: plan, ask, carry out, report. */
final class Applying {
  private final Invocation invocation;
  private final Console console;
  private final Options options;
  private final Settings settings;
  private final boolean json;
  private final Consent consent;
  private final Interrupts interrupts;
  private final Leasing leasing;
  private final Optional<FromPlanFile> saved;
  private final Optional<RulesGiven> rules;
  private final Recording recording;

  Applying(Invocation invocation, Options options) throws UsageException {
    this(invocation, options, Optional.empty(), Optional.empty());
  }

  /**
   * @param saved the plan that may be carried out and no other; empty for one that is made now
   * @param rules what the plan has to pass
   */
  Applying(
      Invocation invocation,
      Options options,
      Optional<FromPlanFile> saved,
      Optional<RulesGiven> rules)
      throws UsageException {
    this.saved = saved;
    this.rules = rules;
    this.invocation = invocation;
    this.console = invocation.console();
    this.options = options;
    this.settings = Runs.settings(invocation);
    this.json = invocation.format("text", "json").equals("json");
    this.consent = Consent.of(invocation);
    this.interrupts = invocation.interrupts();
    this.leasing = new Leasing(invocation, settings);
    this.recording = new Recording(invocation, json);
  }

  Interrupts interrupts() {
    return interrupts;
  }

  <C extends Record, R, W> ExitCode apply(
      Provider<C, R, W> provider, LinkedPlay play, RunContext run)
      throws ModuleException, InterruptedException, UsageException {
    Work<C, R, W> work = Work.of(provider, play);
    try (Session<R, W> session =
        Opening.of(invocation, () -> provider.open(work.connection(), run))) {
      Planning<R, W> planning =
          saved.isPresent()
              ? saved.get().plan(work, session, options)
              : Planner.plan(work, session, options);
      new Loading(invocation).print(planning.diagnostics());
      if (saved.isPresent() && saved.get().isRefused()) {
        return ExitCode.NOT_ALLOWED;
      }
      if (planning.planned().isEmpty()) {
        return Plays.refused(planning);
      }
      Planned<R, W> planned = planning.planned().get();
      if (!json) {
        console.out().print(new PlanText(console.style()).render(planned.plan()));
      }
      Optional<ExitCode> refused = refused(planned, session);
      if (refused.isPresent()) {
        return refused.get();
      }
      ExitCode ended = carryOut(planned, session, run.runId());
      return saved.isPresent() ? saved.get().ended(ended) : ended;
    }
  }

  private <R, W> Optional<ExitCode> refused(Planned<R, W> planned, Session<R, W> session)
      throws ModuleException, InterruptedException {
    Optional<ExitCode> refused =
        rules.isPresent()
            ? rules.get().refused(rules.get().judge(planned, session))
            : Optional.empty();
    if (refused.isPresent() || consent.isGiven(planned.plan())) {
      return refused;
    }
    return Optional.of(ExitCode.NOT_ALLOWED);
  }

  /**
   * What is carried out under the lease; empty when a saved plan does not hold any more, or a new
   * one may not be carried out.
   */
  private <R, W> Optional<Planned<R, W>> agreed(
      Planned<R, W> planned, Planned<R, W> seen, Session<R, W> session)
      throws ModuleException, InterruptedException {
    if (saved.isPresent() && seen != planned) {
      return saved.get().plan(planned.work(), session, options).planned();
    }
    return leasing.hasWaited() ? plannedAgain(planned, session) : Optional.of(seen);
  }

  /** Another run had the environment until now: shows the plan once more where it is another. */
  private <R, W> Optional<Planned<R, W>> plannedAgain(Planned<R, W> planned, Session<R, W> session)
      throws ModuleException, InterruptedException {
    Planning<R, W> planning = Planner.plan(planned.work(), session, options);
    PlanText text = new PlanText(console.style());
    boolean same =
        planning
            .planned()
            .filter(again -> text.render(again.plan()).equals(text.render(planned.plan())))
            .isPresent();
    if (same) {
      return planning.planned();
    }
    new Loading(invocation).print(planning.diagnostics());
    if (planning.planned().isPresent() && !json) {
      console.out().print("\nThe other run changed what this one would do:\n\n");
      console.out().print(text.render(planning.planned().get().plan()));
    }
    return planning.planned().isPresent() && refused(planning.planned().get(), session).isEmpty()
        ? planning.planned()
        : Optional.empty();
  }

  private <R, W> ExitCode carryOut(Planned<R, W> planned, Session<R, W> session, String runId)
      throws ModuleException, InterruptedException {
    List<RunEvent> events = new ArrayList<>();
    leasing.around(
        planned,
        session,
        seen -> {
          Optional<Planned<R, W>> agreed = agreed(planned, seen, session);
          if (agreed.isEmpty()) {
            return;
          }
          Planned<R, W> held = agreed.get();
          interrupts.runBegins();
          try {
            run(held, session, runId, events);
            interrupts.runEnds();
            print(held.plan(), RunReport.of(events));
          } finally {
            recording.of(events, session);
          }
        });
    if (events.isEmpty()) {
      // the plan did not hold any more when the lease was there
      return ExitCode.NOT_ALLOWED;
    }
    return RunReport.of(events).exitCode();
  }

  private <R, W> void run(
      Planned<R, W> held, Session<R, W> session, String runId, List<RunEvent> events)
      throws InterruptedException {
    try (View view = view(held.plan())) {
      new Runner(settings, new RealTime(invocation.world().clock()), runId, new TcpDialer())
          .run(
              held,
              session,
              event -> {
                events.add(event);
                view.accept(event);
              },
              interrupts.cancellation());
    }
  }

  /** Before the lease is given back and the session ends, which a silent server may delay. */
  private void print(Plan plan, RunReport report) {
    if (!json && (plan.hasChanges() || !plan.left().isEmpty())) {
      console.out().print(new ReportText(console.style()).render(report, invocation.again()));
    }
    console.out().flush();
  }

  /** Shows the run while it goes on. */
  private interface View extends EventSink, AutoCloseable {
    @Override
    default void close() {}
  }

  private View view(Plan plan) {
    if (json) {
      return event -> console.line(EventJson.line(event));
    }
    if (!plan.hasChanges()) {
      return event -> {};
    }
    console.out().println();
    if (console.terminal().canDraw()) {
      LiveLines live = new LiveLines(console.out(), console.style(), console.terminal());
      Ticker ticker = Ticker.start(() -> live.tick(invocation.world().clock().instant()));
      return new View() {
        @Override
        public void accept(RunEvent event) {
          live.accept(event);
        }

        @Override
        public void close() {
          ticker.close();
          live.close();
        }
      };
    }
    EventText text = new EventText(console.style());
    return event -> text.line(event).ifPresent(console::line);
  }
}
