package dev.provision.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Real time. */
public final class RealTime implements Time {
  private final Clock clock;

  public RealTime(Clock clock) {
    this.clock = Objects.requireNonNull(clock);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public <T> Optional<T> next(BlockingQueue<T> inbox, Optional<Duration> atMost, boolean busy)
      throws InterruptedException {
    return atMost.isEmpty()
        ? Optional.of(inbox.take())
        : Optional.ofNullable(inbox.poll(atMost.get().toMillis() + 1, TimeUnit.MILLISECONDS));
  }
}
