package dev.provision.spi;

import java.util.Objects;

/**
 * What is wrong with a declaration beyond what its types say; the engine adds the place.
 *
 * @param field the path of the field, {@code networks.eth0.fixed_ip}; empty for the whole resource
 */
public record Problem(String field, String message) {
  public Problem {
    Objects.requireNonNull(field);
    Objects.requireNonNull(message);
  }
}
