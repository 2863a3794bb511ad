package dev.provision.spi;

import java.util.Objects;
import java.util.Set;

/**
 * What one resource needs from hosts and datastores so that it can be created.
 *
 * @param need the provider's own record
 * @param pinned paths of what it has to stand on, as {@link Placement#standsOn} gives them; empty
 *     where the provider chooses
 */
public record Demand(Address address, Object need, Set<String> pinned) {
  public Demand {
    Objects.requireNonNull(address);
    Objects.requireNonNull(need);
    pinned = Set.copyOf(pinned);
  }

  /** For a place that the provider chooses. */
  public Demand(Address address, Object need) {
    this(address, need, Set.of());
  }

  /** The same in this place and in no other. */
  public Demand pinnedTo(Set<String> paths) {
    return new Demand(address, need, paths);
  }
}
