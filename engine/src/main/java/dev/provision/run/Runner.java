package dev.provision.run;

import dev.provision.plan.Planned;
import dev.provision.spi.Address;
import dev.provision.spi.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Carries out plans. The calling thread becomes the coordinator. */
public final class Runner {
  private final Settings settings;
  private final Time time;
  private final String runId;
  private final Dialer dialer;

  /** A runner that opens real TCP connections for steps that wait for a port. */
  public Runner(Settings settings, Time time, String runId) {
    this(settings, time, runId, new TcpDialer());
  }

  public Runner(Settings settings, Time time, String runId, Dialer dialer) {
    this.settings = Objects.requireNonNull(settings);
    this.time = Objects.requireNonNull(time);
    this.runId = Objects.requireNonNull(runId);
    this.dialer = Objects.requireNonNull(dialer);
  }

  /**
   * Carries out a plan once; it changes the plan's {@code known}. Without work it makes no call.
   * The caller closes the session afterwards in any case. A bug in a kind is thrown as the
   * unchecked exception that it is, after all other work has ended.
   *
   * @param session the session that the plan's snapshot came from
   */
  public <R, W> Result run(
      Planned<R, W> planned, Session<R, W> session, EventSink sink, Cancellation cancellation)
      throws InterruptedException {
    sink.accept(new RunEvent.Started(time.now(), runId, planned.plan()));
    if (!planned.plan().hasChanges()) {
      return nothingToDo(planned, sink);
    }
    try (Workers workers = new Workers(settings.parallelism())) {
      Coordinator.Outside<R, W> outside =
          new Coordinator.Outside<>(session, time, dialer, sink, cancellation);
      return new Coordinator<>(planned, settings, outside, workers).run();
    }
  }

  private Result nothingToDo(Planned<?, ?> planned, EventSink sink) {
    Map<Address, Outcome> outcomes = new LinkedHashMap<>();
    planned
        .plan()
        .steps()
        .forEach(
            step -> {
              Outcome same = new Outcome.Unchanged();
              outcomes.put(step.address(), same);
              sink.accept(
                  new RunEvent.StepFinished(time.now(), step.address(), step.action(), same));
            });
    sink.accept(new RunEvent.Finished(time.now(), List.of()));
    return new Result(outcomes, planned.known());
  }
}
