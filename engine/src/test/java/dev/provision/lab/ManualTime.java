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
      message = inbox.poll(20, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("work is under way and does not end");
      }
    }
    if (message == null) {
      pass(atMost.orElseThrow(() -> new AssertionError("nothing to wait for")));
    }
    return Optional.ofNullable(message);
  }
}
