package dev.provision.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What the coordinator does later. Belongs to its thread. */
final class Alarms {
  private record Alarm(Instant due, long number, Runnable action) {}

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparing(Alarm::due).thenComparing(Alarm::number));
  private long set;

  void at(Instant due, Runnable action) {
    alarms.add(new Alarm(due, set++, action));
  }

  /** How long until the next; empty when there is none. */
  Optional<Duration> untilNext(Instant now) {
    return Optional.ofNullable(alarms.peek())
        .map(a -> a.due().isBefore(now) ? Duration.ZERO : Duration.between(now, a.due()));
  }

  /** Does all that are due. */
  void ring(Instant now) {
    while (!alarms.isEmpty() && !alarms.peek().due().isAfter(now)) {
      alarms.remove().action().run();
    }
  }
}
