package dev.provision.simulator.copy;

import dev.provision.simulator.world.SimTime;
import dev.provision.simulator.world.WorldSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A time that goes to the next event as soon as nobody begins anything more: workers that are about
 * to start their tasks get a moment to do so, so that tasks which would run side by side do. What
 * takes ten minutes is over in milliseconds, and has taken ten minutes.
 */
public final class RehearsalTime implements SimTime {
  /**
   * A lab's tasks are quick, so that nobody waits; here they take 25 times as long: a linked clone
   * 6 s, a power on 3 s, Tools half a minute, and a full clone 10 s for each GiB. This is the order
   * of magnitude of a vCenter that has little else to do, no measurement. Sessions do not end.
   */
  public static final WorldSettings SETTINGS =
      new WorldSettings(
          1 / 25.0,
          Duration.ofMillis(1200),
          Duration.ofDays(365),
          1,
          Duration.ofMillis(400),
          WorldSettings.DEFAULT.version(),
          false);

  /** Enough for workers to begin what they are about to begin. */
  public static final Duration QUIET = Duration.ofMillis(8);

  /** The same when no event is due, so that whoever waits meets its own timeout. */
  private static final long IDLE_MILLIS = 250;

  private final long quietMillis;
  private volatile long now;

  /**
   * @param quiet how much real time workers get to begin what they are about to begin
   */
  public RehearsalTime(long startMillis, Duration quiet) {
    this.now = startMillis;
    this.quietMillis = quiet.toMillis();
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public void await(Condition signalled, long until, boolean event) throws InterruptedException {
    if (until <= now) {
      return;
    }
    boolean busy = signalled.await(event ? quietMillis : IDLE_MILLIS, TimeUnit.MILLISECONDS);
    if (!busy) {
      now = Math.max(now, event ? until : Math.min(until, now + 1000));
    }
  }

  public void pass(Duration by) {
    now += by.toMillis();
  }

  /** The same time for code outside the simulator. */
  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants have no zone");
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(now);
      }
    };
  }
}
