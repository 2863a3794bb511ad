package dev.provision.spi;

import java.util.Objects;

/**
 * What one resource that is to be made needs of the world.
 *
 * @param need the provider's own record
 */
public record Demand(Address address, Object need) {
  public Demand {
    Objects.requireNonNull(address);
    Objects.requireNonNull(need);
  }
}
