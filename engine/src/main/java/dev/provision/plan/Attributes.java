package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.Map;
import java.util.Optional;

/** What expressions may read of other resources. */
@FunctionalInterface
public interface Attributes {
  /** The attributes that are known by now; empty while the resource is not there. */
  Optional<Map<String, Object>> of(Address address);
}
