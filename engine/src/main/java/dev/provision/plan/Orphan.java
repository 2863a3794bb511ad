package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.Objects;

/**
 * Something that carries the environment's mark and is no longer declared.
 *
 * @param why why it is only shown: empty for a plain orphan, else that it is protected, or a
 *     possible copy, in words
 * @param left whether it was to be removed and cannot be, because it cannot be read: a run that
 *     leaves it has not converged
 */
public record Orphan(Address address, String path, boolean adopted, String why, boolean left) {
  /** One that stays as it should. */
  public Orphan(Address address, String path, boolean adopted, String why) {
    this(address, path, adopted, why, false);
  }

  public Orphan {
    Objects.requireNonNull(address);
    Objects.requireNonNull(path);
    Objects.requireNonNull(why);
  }
}
