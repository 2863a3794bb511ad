package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Owned;
import java.util.Objects;
import java.util.Optional;

/**
 * An object that carries the environment's mark and is no longer declared.
 *
 * @param why why it is only shown: empty for a plain orphan, otherwise that it is protected or
 *     perhaps a copy, in words
 * @param left why it could not be removed although it should be, as {@link Owned.Stay#what}: the
 *     run has then not converged. Empty when it is right that it stays
 */
public record Orphan(
    Address address, String path, boolean adopted, String why, Optional<String> left) {
  /** An orphan that rightly stays. */
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
