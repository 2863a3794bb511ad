package dev.provision.simulator.world;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** A time that stands until somebody moves it, by {@code Simulator.advance}. */
public final class ManualTime implements SimTime {
  private volatile long now;

  public ManualTime(long startMillis) {
    this.now = startMillis;
  }

  @Override
  public long millis() {
    return now;
  }

  /** It is the mover who signals; the pause only guards against one that forgot. */
  @Override
  public void await(Condition signalled, long until, boolean event) throws InterruptedException {
    if (until > now) {
      signalled.await(100, TimeUnit.MILLISECONDS);
    }
  }

  public void advance(Duration by) {
    now += by.toMillis();
  }
}
