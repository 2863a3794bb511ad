package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * What a run wants to know of the world: everything of the environment, and what the declarations
 * name.
 *
 * @param undeclared whether what is owned and not declared is to be deleted, so that all of it must
 *     be found, at whatever cost; else a provider may leave out what no declaration is of
 */
public record Survey(
    EnvironmentId environment, List<Declaration<?>> declarations, boolean undeclared) {
  /** Of what is declared. */
  public Survey(EnvironmentId environment, List<Declaration<?>> declarations) {
    this(environment, declarations, false);
  }

  public Survey {
    Objects.requireNonNull(environment);
    declarations = List.copyOf(declarations);
  }
}
