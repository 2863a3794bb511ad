package dev.provision.spi.trait;

import dev.provision.diagnostic.Span;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ManagedKind;
import java.util.Optional;

/** A kind whose names can be used in references without a declaration in the playbook. */
public interface Implied<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * What an undeclared name means that a reference uses; empty when it must be declared.
   *
   * @param span where it is named
   */
  Optional<S> implied(String name, EnvironmentId environment, Span span);
}
