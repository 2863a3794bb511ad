package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about the resources so far: what they export to references, and the attributes that
 * expressions read. Grows in graph order; used by one thread.
 */
public final class Known implements Attributes {
  private final Map<Address, Object> exports = new HashMap<>();
  private final Map<Address, Map<String, Object>> attributes = new HashMap<>();

  /** Adds what an existing resource exports. */
  public void learn(Found<?, ?, ?, ?, ?> found) {
    exports.put(found.address(), found.exported());
    found
        .attributes()
        .ifPresentOrElse(
            there -> attributes.put(found.address(), there),
            () -> attributes.remove(found.address()));
  }

  /** Adds what a resource exports that will be created or replaced. */
  void expect(Found<?, ?, ?, ?, ?> found) {
    exports.put(found.address(), found.exportedBeforeItExists());
    attributes.remove(found.address());
  }

  void export(Address address, Object exported) {
    exports.put(address, exported);
  }

  Optional<Object> exported(Address address) {
    return Optional.ofNullable(exports.get(address));
  }

  @Override
  public Optional<Map<String, Object>> of(Address address) {
    return Optional.ofNullable(attributes.get(address));
  }
}
