package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Owned;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that carries the environment's mark and is no longer declared.
 *
 * @param why why it is only shown: empty for a plain orphan, else that it is protected, or a
 *     possible copy, in words
 * @param left what keeps it although it was to be removed, as {@link Owned.Stay#what}: a run that
 *     leaves it has not converged; empty for what stays as it should
 */
public record Orphan(
    Address address, String path, boolean adopted, String why, Optional<String> left) {
  /** One that stays as it should. */
  public Orphan(Address address, String path, boolean adopted, String why) {
    this(address, path, adopted, why, Optional.empty());
  }

  public Orphan {
    Objects.requireNonNull(address);
    Objects.requireNonNull(path);
    Objects.requireNonNull(why);
    Objects.requireNonNull(left);
  }
}
