package dev.provision.cli.text;

import dev.provision.plan.Action;
import dev.provision.plan.PlannedChange;
import dev.provision.run.Cancellation;
import dev.provision.run.Outcome;
import dev.provision.run.RunEvent;
import dev.provision.spi.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Events of a run for people, one line each, for output that is not a terminal. Remembers start
 * times to print how long a step took; used by one thread.
 */
public final class EventText {
  private static final int PROGRESS_STEP_PERCENT = 25;

  private final Style style;
  private final Function<Action, String> doing;
  private final Function<Action, String> done;
  private final Map<Address, Instant> started = new HashMap<>();
  private final Map<Address, Integer> told = new HashMap<>();

  public EventText(Style style) {
    this(style, EventText::doing, EventText::done);
  }

  /**
   * @param doing,done the words for an action in progress and a finished one
   */
  public EventText(Style style, Function<Action, String> doing, Function<Action, String> done) {
    this.style = style;
    this.doing = doing;
    this.done = done;
  }

  /** The line; empty for an event that is not worth one. */
  public Optional<String> line(RunEvent event) {
    if (event instanceof RunEvent.StepStarted e) {
      started.put(e.address(), e.at());
      return Optional.of(e.address() + ": " + doing.apply(e.action()));
    }
    if (event instanceof RunEvent.StepProgress e) {
      return progress(e);
    }
    if (event instanceof RunEvent.StepWaiting e) {
      return Optional.of(e.address() + ": " + Style.oneLine(e.what()));
    }
    if (event instanceof RunEvent.StepRetried e) {
      return Optional.of(
          style.yellow(
              e.address() + ": trying again (" + e.attempt() + "): " + Style.oneLine(e.why())));
    }
    if (event instanceof RunEvent.StepFinished e) {
      return finished(e);
    }
    if (event instanceof RunEvent.Cancelling e) {
      return Optional.of(style.yellow(cancelling(e)));
    }
    if (event instanceof RunEvent.Unreachable e) {
      return Optional.of(style.red("the connection is lost: " + Style.oneLine(e.why())));
    }
    if (event instanceof RunEvent.LeaseLost e) {
      return Optional.of(style.red("nothing more is written: " + Style.oneLine(e.why())));
    }
    if (event instanceof RunEvent.Started || event instanceof RunEvent.Finished) {
      return Optional.empty();
    }
    throw new AssertionError(event);
  }

  private static String cancelling(RunEvent.Cancelling e) {
    if (e.hard()) {
      return "cancelling what runs on the server";
    }
    return e.cause() == Cancellation.Cause.DEADLINE
        ? "the deadline has passed: nothing new is begun, what runs may end within the grace"
        : "stopping: nothing new is begun, what runs may end; once more to cancel it";
  }

  private Optional<String> progress(RunEvent.StepProgress e) {
    int quarter = e.percent() / PROGRESS_STEP_PERCENT;
    if (e.percent() <= 0 || e.percent() >= 100 || quarter <= told.getOrDefault(e.address(), 0)) {
      return Optional.empty();
    }
    told.put(e.address(), quarter);
    return Optional.of(e.address() + ": " + e.percent() + "% " + Style.oneLine(e.what()));
  }

  private Optional<String> finished(RunEvent.StepFinished e) {
    if (e.outcome() instanceof Outcome.Unchanged) {
      return Optional.empty();
    }
    return Optional.of(outcome(e) + took(e.address(), e.at()));
  }

  private String took(Address address, Instant at) {
    Instant since = started.get(address);
    return since == null ? "" : style.dim(" (" + duration(Duration.between(since, at)) + ")");
  }

  /** {@code instance.web-1: created}, or the failure. */
  String outcome(RunEvent.StepFinished e) {
    Outcome outcome = e.outcome();
    String address = e.address() + ": ";
    if (outcome instanceof Outcome.Unchanged) {
      return address + "unchanged";
    }
    if (outcome instanceof Outcome.Converged) {
      return style.green(address + done.apply(e.action()));
    }
    if (outcome instanceof Outcome.Failed failed) {
      return style.red(address + "failed: " + Style.oneLine(failed.message()));
    }
    if (outcome instanceof Outcome.NotConverged left) {
      StringBuilder fields = new StringBuilder();
      for (PlannedChange planned : left.left()) {
        fields
            .append(fields.length() == 0 ? "" : "; ")
            .append(Style.oneLine(planned.change().field()))
            .append(" is ")
            .append(Style.oneLine(planned.change().before()))
            .append(", declared ")
            .append(Style.oneLine(planned.change().after()))
            .append(planned.change().reason().isEmpty() ? "" : ": ")
            .append(Style.oneLine(planned.change().reason()));
      }
      return style.red(address + "not converged: " + fields);
    }
    if (outcome instanceof Outcome.NotReady notReady) {
      return style.red(address + "not ready in time: " + Style.oneLine(notReady.seen()));
    }
    if (outcome instanceof Outcome.Skipped skipped) {
      return style.yellow(address + "skipped: " + Style.oneLine(skipped.why()));
    }
    if (outcome instanceof Outcome.Cancelled cancelled) {
      return style.yellow(address + cancelled(cancelled));
    }
    throw new AssertionError(outcome);
  }

  private static String cancelled(Outcome.Cancelled cancelled) {
    return switch (cancelled.progress()) {
      case NOT_BEGUN -> "not begun";
      case MAYBE_HALF_DONE -> "cancelled, may be half done";
      case NOT_AWAITED -> "written, and not waited for until it is ready";
    };
  }

  public static String doing(Action action) {
    return switch (action) {
      case CREATE -> "creating";
      case UPDATE -> "changing";
      case REPLACE -> "replacing";
      case DELETE -> "deleting";
      case ADOPT -> "adopting";
      case RELEASE -> "giving back";
      case NONE -> "checking";
    };
  }

  static String done(Action action) {
    return switch (action) {
      case CREATE -> "created";
      case UPDATE -> "changed";
      case REPLACE -> "replaced";
      case DELETE -> "deleted";
      case ADOPT -> "adopted";
      case RELEASE -> "given back";
      case NONE -> "unchanged";
    };
  }

  /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}. */
  static String duration(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 10_000) {
      return millis / 1000 + "." + millis % 1000 / 100 + " s";
    }
    long seconds = millis / 1000;
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }
}
