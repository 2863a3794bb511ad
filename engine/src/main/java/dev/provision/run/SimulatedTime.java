package dev.provision.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The time of a copy of the world. A wait ends at once when no work is running; while work runs,
 * the copy itself advances its clock.
 */
public final class SimulatedTime implements Time {
  /** Real time between two looks at the clock while work is under way. */
  private static final long LOOK_MILLIS = 5;

  private final Clock clock;
  private final Consumer<Duration> pass;

  /**
   * @param pass advances the clock
   */
  public SimulatedTime(Clock clock, Consumer<Duration> pass) {
    this.clock = Objects.requireNonNull(clock);
    this.pass = Objects.requireNonNull(pass);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public <T> Optional<T> next(BlockingQueue<T> inbox, Optional<Duration> atMost, boolean busy)
      throws InterruptedException {
    if (atMost.isEmpty()) {
      return Optional.of(inbox.take());
    }
    Instant until = now().plus(atMost.get());
    while (busy && now().isBefore(until)) {
      T message = inbox.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (message != null) {
        return Optional.of(message);
      }
    }
    T message = inbox.poll();
    if (message == null && now().isBefore(until)) {
      pass.accept(Duration.between(now(), until));
    }
    return Optional.ofNullable(message);
  }
}
