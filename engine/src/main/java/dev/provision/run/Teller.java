package dev.provision.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sends the events of a run, with their times. Only the coordinator's thread uses it. */
final class Teller {
  private final Time time;
  private final EventSink sink;
  private final Set<Job<?, ?>> started = new HashSet<>();

  Teller(Time time, EventSink sink) {
    this.time = time;
    this.sink = sink;
  }

  /** Sends that work on a step began, once. */
  void started(Job<?, ?> job) {
    if (started.add(job)) {
      sink.accept(new RunEvent.StepStarted(time.now(), job.address(), job.step().action()));
    }
  }

  void progressed(Job<?, ?> job, int percent, String what) {
    sink.accept(new RunEvent.StepProgress(time.now(), job.address(), percent, what));
  }

  void retried(Job<?, ?> job, int attempt, String why) {
    sink.accept(new RunEvent.StepRetried(time.now(), job.address(), attempt, why));
  }

  /** Sends what a step waits for, once for each text. */
  void waits(Job<?, ?> job, String what) {
    started(job);
    if (!what.equals(job.lastSeen())) {
      job.see(what);
      sink.accept(new RunEvent.StepWaiting(time.now(), job.address(), what));
    }
  }

  void over(Job<?, ?> job, Outcome outcome) {
    sink.accept(
        new RunEvent.StepFinished(
            time.now(), job.address(), job.action(), outcome, job.path(), job.isTouched()));
  }

  void unreachable(String why) {
    sink.accept(new RunEvent.Unreachable(time.now(), why));
  }

  void leaseLost(String why) {
    sink.accept(new RunEvent.LeaseLost(time.now(), why));
  }

  void cancelling(boolean hard, Cancellation.Cause cause) {
    sink.accept(new RunEvent.Cancelling(time.now(), hard, cause));
  }

  void finished(List<String> maybeHalfDone) {
    sink.accept(new RunEvent.Finished(time.now(), List.copyOf(maybeHalfDone)));
  }
}
