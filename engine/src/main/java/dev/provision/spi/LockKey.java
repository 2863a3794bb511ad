package dev.provision.spi;

import java.util.Objects;

/**
 * An object that steps edit: of those with one key no more than its permits are under way at once
 * (one for a cluster, a switch, a folder; eight that clone from a datastore).
 *
 * @param permits at least 1; of keys with one text each holds to its own
 */
public record LockKey(String text, int permits) {
  public LockKey {
    Objects.requireNonNull(text);
    if (permits < 1) {
      throw new IllegalArgumentException("a lock has at least one permit, not " + permits);
    }
  }

  /** For one at a time. */
  public LockKey(String text) {
    this(text, 1);
  }
}
