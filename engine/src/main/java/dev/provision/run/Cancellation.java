package dev.provision.run;

import java.util.ArrayList;
import java.util.List;

/**
 * How a run is stopped: the first request lets running work finish, the second cancels it, the
 * third leaves it. Safe for use by many threads.
 */
public final class Cancellation {
  /** How many requests there were. */
  public enum Level {
    NONE,
    /** Start nothing more. */
    STOP,
    /** Cancel what runs, and wait for its end. */
    CANCEL,
    /** End at once, whatever runs. */
    LEAVE
  }

  /** Who stops it. */
  public enum Cause {
    /** The user, or whoever else sends a signal. */
    ASKED,
    /** The time that the user gave it is over. */
    DEADLINE
  }

  private final List<Runnable> listeners = new ArrayList<>();
  private Level level = Level.NONE;
  private Cause cause = Cause.ASKED;

  public synchronized Level level() {
    return level;
  }

  /** Of the first request. */
  public synchronized Cause cause() {
    return cause;
  }

  /** Goes one level up and calls the listeners. */
  public void request() {
    Level next;
    synchronized (this) {
      next = Level.values()[Math.min(level.ordinal() + 1, Level.LEAVE.ordinal())];
    }
    request(next, Cause.ASKED);
  }

  /**
   * Calls the listeners.
   *
   * @param least the level from now on, unless it is a higher one already
   * @param why counts only for the first request
   */
  public void request(Level least, Cause why) {
    List<Runnable> toTell;
    synchronized (this) {
      cause = level == Level.NONE ? why : cause;
      level = least.compareTo(level) > 0 ? least : level;
      toTell = List.copyOf(listeners);
    }
    toTell.forEach(Runnable::run);
  }

  /** Calls the listener at each request, on the thread of the request. */
  public synchronized void onRequest(Runnable listener) {
    listeners.add(listener);
  }
}
