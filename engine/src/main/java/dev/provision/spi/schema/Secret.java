package dev.provision.spi.schema;

import java.util.Objects;

/** A text that is never shown: {@code toString} returns {@code (sensitive)}. */
public record Secret(String text) {
  public Secret {
    Objects.requireNonNull(text);
  }

  @Override
  public String toString() {
    return "(sensitive)";
  }
}
