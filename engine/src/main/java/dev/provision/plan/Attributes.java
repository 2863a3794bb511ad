package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.Map;
import java.util.Optional;

/** The attributes of other resources that expressions read. */
@FunctionalInterface
public interface Attributes {
  /** The attributes that are known by now; empty while the resource does not exist. */
  Optional<Map<String, Object>> of(Address address);
}
