package dev.provision.run;

import java.util.ArrayList;
import java.util.List;

/**
 * How a user stops a run: the first request lets running work end, the second cancels it. Safe for
 * use by many threads.
 */
public final class Cancellation {
  /** How far it went. */
  public enum Level {
    NONE,
    /** Start nothing more. */
    STOP,
    /** Leave now. */
    CANCEL
  }

  private final List<Runnable> listeners = new ArrayList<>();
  private Level level = Level.NONE;

  public synchronized Level level() {
    return level;
  }

  /** Goes one level up and tells who listens. */
  public void request() {
    List<Runnable> toTell;
    synchronized (this) {
      level = level == Level.NONE ? Level.STOP : Level.CANCEL;
      toTell = List.copyOf(listeners);
    }
    toTell.forEach(Runnable::run);
  }

  /** Calls the listener, on the requester's thread, each time the level goes up. */
  public synchronized void onRequest(Runnable listener) {
    listeners.add(listener);
  }
}
