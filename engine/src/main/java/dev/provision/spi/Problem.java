package dev.provision.spi;

import java.util.Objects;

/**
 * A mistake in a declaration that its types cannot express; the engine adds the position.
 *
 * @param field the path of the field, {@code networks.eth0.fixed_ip}; empty for the whole resource
 */
public record Problem(String field, String message) {
  public Problem {
    Objects.requireNonNull(field);
    Objects.requireNonNull(message);
  }
}
