package dev.provision.spi;

import java.util.Objects;

/**
 * An object that steps edit. At most {@code permits} steps with the same key run at once: one for a
 * cluster, a switch or a folder; eight for clones from one datastore.
 *
 * @param permits at least 1; when keys with the same text differ, each step respects its own number
 */
public record LockKey(String text, int permits) {
  public LockKey {
    Objects.requireNonNull(text);
    if (permits < 1) {
      throw new IllegalArgumentException("a lock has at least one permit, not " + permits);
    }
  }

  /** A key for one step at a time. */
  public LockKey(String text) {
    this(text, 1);
  }
}
