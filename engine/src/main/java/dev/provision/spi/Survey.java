package dev.provision.spi;

import java.util.List;
import java.util.Objects;

/**
 * What a run has to read: everything of the environment, and what the declarations name.
 *
 * @param undeclared whether owned resources without a declaration will be deleted. Then all of them
 *     must be found, at any cost; otherwise a provider may skip what no declaration uses
 */
public record Survey(
    EnvironmentId environment, List<Declaration<?>> declarations, boolean undeclared) {
  /** A survey for the declared resources. */
  public Survey(EnvironmentId environment, List<Declaration<?>> declarations) {
    this(environment, declarations, false);
  }

  public Survey {
    Objects.requireNonNull(environment);
    declarations = List.copyOf(declarations);
  }
}
