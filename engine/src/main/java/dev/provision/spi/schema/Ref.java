package dev.provision.spi.schema;

import java.util.Objects;

/**
 * A field of a spec that names another resource; its component carries {@link Refers}. The engine
 * turns each into a {@link Reference} with its position.
 */
public record Ref(String name) {
  public Ref {
    Objects.requireNonNull(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
