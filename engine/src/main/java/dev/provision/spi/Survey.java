package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * What a run wants to know of the world: everything of the environment, and what the declarations
 * name.
 */
public record Survey(EnvironmentId environment, List<Declaration<?>> declarations) {
  public Survey {
    Objects.requireNonNull(environment);
    declarations = List.copyOf(declarations);
  }
}
