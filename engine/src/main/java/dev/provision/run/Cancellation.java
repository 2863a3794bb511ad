package dev.provision.run;

import java.util.ArrayList;
import java.util.List;

/**
 * How a user stops a run: the first request lets running work finish, the second cancels it. Safe
 * for use by many threads.
 */
public final class Cancellation {
  /** How many requests there were. */
  public enum Level {
    NONE,
    /** Start nothing more. */
    STOP,
    /** End at once. */
    CANCEL
  }

  private final List<Runnable> listeners = new ArrayList<>();
  private Level level = Level.NONE;

  public synchronized Level level() {
    return level;
  }

  /** Goes one level up and calls the listeners. */
  public void request() {
    List<Runnable> toTell;
    synchronized (this) {
      level = level == Level.NONE ? Level.STOP : Level.CANCEL;
      toTell = List.copyOf(listeners);
    }
    toTell.forEach(Runnable::run);
  }

  /** Calls the listener each time the level goes up, on the thread of the request. */
  public synchronized void onRequest(Runnable listener) {
    listeners.add(listener);
  }
}
