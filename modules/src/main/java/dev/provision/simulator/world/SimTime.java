package dev.provision.simulator.world;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * The time of a simulated vCenter, in milliseconds since 1970. Tasks, sessions and guests live by
 * it. Used under the world's lock.
 */
public interface SimTime {
  long millis();

  /**
   * Waits, without the lock, until something was signalled or the time may have come; may return
   * early.
   *
   * @param until the next moment at which something happens by itself
   * @param event whether something does happen then, or only the caller's patience ends
   */
  void await(Condition signalled, long until, boolean event) throws InterruptedException;

  /** The real time. */
  static SimTime wall(Clock clock) {
    return new SimTime() {
      @Override
      public long millis() {
        return clock.millis();
      }

      @Override
      public void await(Condition signalled, long until, boolean event)
          throws InterruptedException {
        long wait = until - clock.millis();
        if (wait > 0) {
          signalled.await(wait, TimeUnit.MILLISECONDS);
        }
      }
    };
  }

  /**
   * A time that jumps to the next event as soon as somebody waits for one, so that nobody ever
   * waits for a task. Where nothing is to happen, a waiting call waits for a signal.
   */
  static SimTime jumping(long startMillis) {
    return new SimTime() {
      private long now = startMillis;

      @Override
      public long millis() {
        return now;
      }

      @Override
      public void await(Condition signalled, long until, boolean event)
          throws InterruptedException {
        if (event) {
          now = Math.max(now, until);
        } else if (!signalled.await(20, TimeUnit.MILLISECONDS)) {
          now = Math.max(now, Math.min(until, now + 1000));
        }
      }
    };
  }
}
