package dev.provision.run;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;

/**
 * Steps that look again later: after a pause of their own, or with the next poll, which all that
 * wait for something share. Belongs to the coordinator's thread.
 */
final class Waiting<R, W> {
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

  /** Looks again with the next poll. */
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

  /** Does something after a while, unless the step is over by then. */
  void after(Duration delay, Job<R, W> job, Runnable what) {
    alarms.at(
        time.now().plus(delay),
        () -> {
          if (!job.isOver()) {
            what.run();
          }
        });
  }

  /** Does something when a hard cancel has waited long enough. */
  void toLeave(Runnable what) {
    alarms.at(time.now().plus(settings.leaveWithin()), what);
  }

  private void look(Job<R, W> job) {
    if (!job.isOver()) {
      refreshing.want(job);
    }
  }
}
