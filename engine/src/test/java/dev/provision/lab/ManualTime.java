package dev.provision.lab;

import dev.provision.run.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Time that passes only while nothing is under way, and then at once. */
public final class ManualTime implements Time {
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  public void pass(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public <T> Optional<T> next(BlockingQueue<T> inbox, Optional<Duration> atMost, boolean busy)
      throws InterruptedException {
    T message = inbox.poll();
    if (message == null && busy) {
      return whileBusy(inbox, atMost.map(now::plus).orElse(Instant.MAX));
    }
    if (message == null) {
      pass(atMost.orElseThrow(() -> new AssertionError("nothing to wait for")));
    }
    return Optional.ofNullable(message);
  }

  /** Work that is under way may let time pass. */
  private <T> Optional<T> whileBusy(BlockingQueue<T> inbox, Instant until)
      throws InterruptedException {
    for (int i = 0; i < 10_000; i++) {
      T message = inbox.poll(2, TimeUnit.MILLISECONDS);
      if (message != null || !now.isBefore(until)) {
        return Optional.ofNullable(message);
      }
    }
    throw new AssertionError("work is under way and does not end");
  }
}
