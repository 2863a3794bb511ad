package dev.provision.cli;

import dev.provision.cli.ending.Interrupts;
import dev.provision.cli.text.EventJson;
import dev.provision.cli.text.EventText;
import dev.provision.cli.text.OperationText;
import dev.provision.cli.text.PlanText;
import dev.provision.cli.text.Style;
import dev.provision.graph.LinkedPlay;
import dev.provision.plan.Operating;
import dev.provision.plan.Plan;
import dev.provision.plan.Planned;
import dev.provision.plan.Surveying;
import dev.provision.plan.Work;
import dev.provision.report.ExitCode;
import dev.provision.report.RunReport;
import dev.provision.run.EventSink;
import dev.provision.run.RealTime;
import dev.provision.run.RunEvent;
import dev.provision.run.Runner;
import dev.provision.run.Settings;
import dev.provision.run.TcpDialer;
import dev.provision.run.Time;
import dev.provision.spi.Address;
import dev.provision.spi.Intent;
import dev.provision.spi.Kind;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Operation;
import dev.provision.spi.Owned;
import dev.provision.spi.Provider;
import dev.provision.spi.ReadSession;
import dev.provision.spi.RunContext;
import dev.provision.spi.Scene;
import dev.provision.spi.Session;
import dev.provision.spi.trait.Operable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One use of an {@link OperationCommand}: finds the resources in each play, then shows them or
 * changes them.
 */
final class OperationRun implements Plays.Task {
  private final String kind;
  private final Operation<?, ?, ?> operation;
  private final Invocation invocation;
  private final Console console;
  private final Optional<Address> only;
  private final Consent consent;
  private final Interrupts interrupts;
  private final boolean json;
  private final Recording recording;
  private final List<LinkedPlay> seen = new ArrayList<>();

  OperationRun(
      String kind, Operation<?, ?, ?> operation, Invocation invocation, Optional<Address> only)
      throws UsageException {
    this.kind = kind;
    this.operation = operation;
    this.invocation = invocation;
    this.console = invocation.console();
    this.only = only;
    this.json = invocation.format("text", "json").equals("json");
    this.recording = new Recording(invocation, json);
    this.consent = Consent.of(invocation);
    this.interrupts = invocation.interrupts();
  }

  Interrupts interrupts() {
    return interrupts;
  }

  /** The plays that it went through. */
  List<LinkedPlay> seen() {
    return seen;
  }

  @Override
  public <C extends Record, R, W> ExitCode on(
      Provider<C, R, W> provider, LinkedPlay play, RunContext run)
      throws ModuleException, InterruptedException, UsageException {
    seen.add(play);
    if (only.isPresent() && play.graph().get(only.get()).isEmpty()) {
      return ExitCode.OK;
    }
    for (Kind<?, R, W> each : provider.kinds()) {
      if (each.info().kind().equals(kind)) {
        return with(each, provider, Work.of(provider, play), run);
      }
    }
    throw new IllegalStateException("the provider has no kind `" + kind + "` any more");
  }

  private <S extends Record, C extends Record, R, W> ExitCode with(
      Kind<S, R, W> of, Provider<C, R, W> provider, Work<C, R, W> work, RunContext run)
      throws ModuleException, InterruptedException, UsageException {
    if (of instanceof Operable<S, ?, ?, R, W> operable) {
      return operable(operable, provider, work, run);
    }
    throw new IllegalStateException("`" + kind + "` has no commands");
  }

  private <O, C extends Record, R, W> ExitCode operable(
      Operable<?, ?, O, R, W> of, Provider<C, R, W> provider, Work<C, R, W> work, RunContext run)
      throws ModuleException, InterruptedException, UsageException {
    Operation<O, R, W> typed =
        of.operations().stream()
            .filter(one -> one.name().equals(operation.name()))
            .findFirst()
            .orElseThrow();
    Intent<O, R, W> intent;
    try {
      intent = typed.intent(asked(work, run));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    if (intent instanceof Intent.Sight<O, R, W> sight) {
      try (ReadSession<R> session =
          Opening.of(invocation, () -> provider.openReadOnly(work.connection(), run))) {
        return show(looked(work, of, session), sight);
      }
    }
    if (intent instanceof Intent.Goal<O, R, W> goal) {
      try (Session<R, W> session =
          Opening.of(invocation, () -> provider.open(work.connection(), run))) {
        return reach(looked(work, of, session), goal, session, run);
      }
    }
    throw new AssertionError(intent);
  }

  private Operation.Asked asked(Work<?, ?, ?> work, RunContext run) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (Operation.Flag flag : operation.flags()) {
      if (invocation.has(flag.name())) {
        flags.put(flag.name(), invocation.option(flag.name()).orElse(""));
      }
    }
    return new Operation.Asked(
        flags,
        only,
        work.environment(),
        run.runId(),
        "provision " + operation.name() + " " + invocation.line().getArgList().get(0));
  }

  private <O, R, W> Operating<O, R, W> looked(
      Work<?, R, W> work, ManagedKind<?, ?, O, R, W> of, ReadSession<R> session)
      throws ModuleException, InterruptedException {
    R read = Surveying.of(work, session);
    return Operating.of(work, of, only, read, session.target());
  }

  /** Reports resources that do not exist; if an address was given, that is a failure. */
  private boolean isMissing(Operating<?, ?, ?> operating) {
    if (operating.absent().isEmpty()) {
      return false;
    }
    String names =
        operating.absent().stream().map(Address::toString).collect(Collectors.joining(", "));
    if (only.isPresent()) {
      console.error("`" + names + "` is declared and is not there, or is not ours");
      return true;
    }
    if (!json) {
      console.line("declared and not there: " + names);
    }
    return false;
  }

  private <O, R, W> ExitCode show(Operating<O, R, W> operating, Intent.Sight<O, R, W> sight) {
    if (isMissing(operating)) {
      return ExitCode.FAILED;
    }
    Scene<R> scene = operating.scene();
    for (Owned<O> each : operating.targets().values()) {
      sight.lines(each, scene).forEach(line -> console.line(Style.oneLine(line)));
    }
    return ExitCode.OK;
  }

  private <O, R, W> ExitCode reach(
      Operating<O, R, W> operating,
      Intent.Goal<O, R, W> goal,
      Session<R, W> session,
      RunContext run)
      throws ModuleException, InterruptedException, UsageException {
    if (isMissing(operating)) {
      return ExitCode.FAILED;
    }
    Scene<R> scene = operating.scene();
    List<String> refusals = operating.refusals(goal, scene);
    if (!refusals.isEmpty()) {
      refusals.forEach(console::error);
      console.err().println("nothing was changed");
      return ExitCode.FAILED;
    }
    Planned<R, W> planned = operating.plan(goal, scene);
    if (!json && !planned.plan().disruptions().isEmpty()) {
      console.out().print(new PlanText(console.style()).render(planned.plan()));
    }
    if (!consent.isGiven(planned.plan())) {
      return ExitCode.NOT_ALLOWED;
    }
    return carryOut(planned, goal, session, run);
  }

  private <O, R, W> ExitCode carryOut(
      Planned<R, W> planned, Intent.Goal<O, R, W> goal, Session<R, W> session, RunContext run)
      throws ModuleException, InterruptedException, UsageException {
    EventText text =
        new EventText(console.style(), action -> operation.doing(), action -> operation.done());
    List<RunEvent> events = new ArrayList<>();
    Settings settings = Runs.settings(invocation);
    EventSink sink =
        event -> {
          events.add(event);
          if (json) {
            console.line(EventJson.line(event));
          } else {
            text.line(event).ifPresent(console::line);
          }
        };
    new Leasing(invocation, settings)
        .around(
            planned,
            session,
            held -> {
              Planned<R, W> seen = held ? planned.seenAgain(session) : planned;
              interrupts.runBegins();
              Time time = new RealTime(invocation.world().clock());
              try {
                new Runner(settings, time, run.runId(), new TcpDialer())
                    .run(seen, session, sink, interrupts.cancellation());
                interrupts.runEnds();
                print(seen.plan(), goal, RunReport.of(events));
              } finally {
                recording.of(events, session);
              }
            });
    return RunReport.of(events).exitCode();
  }

  private <O, R, W> void print(Plan plan, Intent.Goal<O, R, W> goal, RunReport report) {
    OperationText end = new OperationText(operation, kind);
    if (json) {
      end.json(plan, report, goal).forEach(console::line);
    } else {
      end.said(plan, report, goal).forEach(console::line);
      end.lines(plan, report, goal, invocation.again()).forEach(console::line);
    }
    console.out().flush();
  }
}
