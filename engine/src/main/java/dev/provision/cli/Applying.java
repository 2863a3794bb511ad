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
import java.util.concurrent.atomic.AtomicReference;

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
      Judged<R, W> judged = judged(planning(work, session), session, "");
      if (judged.planned().isEmpty()) {
        return judged.ended();
      }
      ExitCode ended = carryOut(judged.planned().get(), session, run.runId());
      return saved.isPresent() ? saved.get().ended(ended) : ended;
    }
  }

  /**
   * @param planned what may be carried out; empty when nothing may, and the user has been told why
   * @param ended how the command ends when nothing may
   */
  private record Judged<R, W>(Optional<Planned<R, W>> planned, ExitCode ended) {
    static <R, W> Judged<R, W> as(Planned<R, W> planned) {
      return new Judged<>(Optional.of(planned), ExitCode.OK);
    }

    static <R, W> Judged<R, W> not(ExitCode ended) {
      return new Judged<>(Optional.empty(), ended);
    }
  }

  private <R, W> Planning<R, W> planning(Work<?, R, W> work, Session<R, W> session)
      throws ModuleException, InterruptedException {
    return saved.isPresent()
        ? saved.get().plan(work, session, options)
        : Planner.plan(work, session, options);
  }

  /**
   * Shows a plan, and asks the rules and the user.
   *
   * @param why it is shown, as a line before it; empty for none
   */
  private <R, W> Judged<R, W> judged(Planning<R, W> planning, Session<R, W> session, String why)
      throws ModuleException, InterruptedException {
    new Loading(invocation).print(planning.diagnostics());
    if (planning.planned().isEmpty()) {
      return Judged.not(refused(planning));
    }
    Planned<R, W> planned = planning.planned().get();
    if (!json) {
      console.out().print(why);
      console.out().print(new PlanText(console.style()).render(planned.plan()));
    }
    if (rules.isPresent()) {
      Optional<ExitCode> refused = rules.get().refused(rules.get().judge(planned, session));
      if (refused.isPresent()) {
        return Judged.not(refused.get());
      }
    }
    return consent.isGiven(planned.plan()) ? Judged.as(planned) : Judged.not(ExitCode.NOT_ALLOWED);
  }

  private ExitCode refused(Planning<?, ?> planning) {
    return saved.isPresent() && saved.get().isRefused()
        ? ExitCode.NOT_ALLOWED
        : Plays.refused(planning);
  }

  /** What of a plan is carried out now that there is the lease. */
  private <R, W> Judged<R, W> underLease(Planned<R, W> planned, Session<R, W> session)
      throws ModuleException, InterruptedException {
    if (saved.isEmpty() && !leasing.hasWaited()) {
      return Judged.as(planned.seenAgain(session));
    }
    Planning<R, W> again = planning(planned.work(), session);
    if (again.planned().isPresent()
        && (saved.isPresent() || isSame(again.planned().get(), planned))) {
      return Judged.as(again.planned().get());
    }
    return judged(again, session, "\nThe other run changed what this one would do:\n\n");
  }

  private boolean isSame(Planned<?, ?> one, Planned<?, ?> other) {
    PlanText text = new PlanText(console.style());
    return text.render(one.plan()).equals(text.render(other.plan()));
  }

  private <R, W> ExitCode carryOut(Planned<R, W> planned, Session<R, W> session, String runId)
      throws ModuleException, InterruptedException {
    List<RunEvent> events = new ArrayList<>();
    AtomicReference<ExitCode> ended = new AtomicReference<>();
    leasing.around(
        planned,
        session,
        held -> {
          Judged<R, W> judged = held ? underLease(planned, session) : Judged.as(planned);
          ended.set(judged.ended());
          if (judged.planned().isEmpty()) {
            return;
          }
          Planned<R, W> agreed = judged.planned().get();
          interrupts.runBegins();
          try {
            run(agreed, session, runId, events);
            interrupts.runEnds();
            RunReport report = RunReport.of(events);
            ended.set(report.exitCode());
            print(agreed.plan(), report);
          } finally {
            recording.of(events, session);
          }
        });
    return ended.get();
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
