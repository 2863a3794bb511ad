package dev.provision.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What the coordinator has to do later. Only the coordinator's thread uses it. */
final class Alarms {
  private record Alarm(Instant due, long number, Runnable action) {}

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparing(Alarm::due).thenComparing(Alarm::number));
  private long set;

  void at(Instant due, Runnable action) {
    alarms.add(new Alarm(due, set++, action));
  }

  /** The time until the next alarm; empty when there is none. */
  Optional<Duration> untilNext(Instant now) {
    return Optional.ofNullable(alarms.peek())
        .map(a -> a.due().isBefore(now) ? Duration.ZERO : Duration.between(now, a.due()));
  }

  /** Runs all alarms that are due. */
  void ring(Instant now) {
    while (!alarms.isEmpty() && !alarms.peek().due().isAfter(now)) {
      alarms.remove().action().run();
    }
  }
}
