package dev.provision.spi;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What an operation sees of the world.
 *
 * @param read the snapshot
 * @param exported what the other resources of the play export, as far as it is known
 */
public record Scene<R>(R read, Map<Address, Object> exported) {
  public Scene {
    Objects.requireNonNull(read);
    exported = Map.copyOf(exported);
  }

  /** What the resource at this address exports; empty while it is unknown. */
  public <T> Optional<T> exported(Address address, Class<T> type) {
    return Optional.ofNullable(exported.get(address)).filter(type::isInstance).map(type::cast);
  }
}
