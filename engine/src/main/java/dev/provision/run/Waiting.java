package dev.provision.run;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;

/**
 * Steps that look again later: after a pause of their own, or at the next poll, which all waiting
 * steps share. Only the coordinator's thread uses it.
 */
final class Waiting<R, W> {
  /** The part of the wait for cancelled work after which it is interrupted: a second of twenty. */
  private static final int INTERRUPT_AFTER = 20;

  private final Time time;
  private final Settings settings;
  private final Refreshing<R, W> refreshing;
  private final Alarms alarms;
  private final TreeSet<Job<R, W>> polled = new TreeSet<>();
  private boolean pollSet;

  Waiting(Time time, Settings settings, Refreshing<R, W> refreshing, Alarms alarms) {
    this.time = time;
    this.settings = settings;
    this.refreshing = refreshing;
    this.alarms = alarms;
  }

  /** Looks again at the next poll. */
  void poll(Job<R, W> job) {
    polled.add(job);
    if (!pollSet) {
      pollSet = true;
      alarms.at(time.now().plus(settings.pollEvery()), this::ring);
    }
  }

  private void ring() {
    pollSet = false;
    polled.forEach(this::look);
    polled.clear();
  }

  boolean isPolled(Job<R, W> job) {
    return polled.contains(job);
  }

  /** Looks again after a pause that grows with the number of failures. */
  void pause(Job<R, W> job, int failures) {
    alarms.at(time.now().plus(settings.backOff(failures)), () -> look(job));
  }

  Instant now() {
    return time.now();
  }

  /** Runs something later, unless the step has ended by then. */
  void after(Duration delay, Job<R, W> job, Runnable what) {
    alarms.at(
        time.now().plus(delay),
        () -> {
          if (!job.isOver()) {
            what.run();
          }
        });
  }

  /**
   * After a hard cancel.
   *
   * @param interrupt when what waits for the cancelled tasks has had a moment to end by itself
   * @param leave when it was waited for long enough
   */
  void afterHardCancel(Runnable interrupt, Runnable leave) {
    Duration within = settings.leaveWithin();
    alarms.at(time.now().plus(within.dividedBy(INTERRUPT_AFTER)), interrupt);
    alarms.at(time.now().plus(within), leave);
  }

  private void look(Job<R, W> job) {
    if (!job.isOver()) {
      refreshing.want(job);
    }
  }
}
