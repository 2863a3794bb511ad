package dev.provision.spi;

import java.util.Objects;

/**
 * What one resource needs from hosts and datastores so that it can be created.
 *
 * @param need the provider's own record
 */
public record Demand(Address address, Object need) {
  public Demand {
    Objects.requireNonNull(address);
    Objects.requireNonNull(need);
  }
}
