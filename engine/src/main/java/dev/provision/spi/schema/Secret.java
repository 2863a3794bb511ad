package dev.provision.spi.schema;

import java.util.Objects;

/** A text that is never shown: its string form is {@code (sensitive)}. */
public record Secret(String text) {
  public Secret {
    Objects.requireNonNull(text);
  }

  @Override
  public String toString() {
    return "(sensitive)";
  }
}
