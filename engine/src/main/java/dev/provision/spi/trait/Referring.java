package dev.provision.spi.trait;

import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Kind;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.schema.Reference;
import java.util.List;

/**
 * A kind whose declarations refer to other resources in addition to the {@code Ref}s of the spec,
 * for example to an implied folder.
 */
public interface Referring<S extends Record, D, O, R, W> extends ManagedKind<S, D, O, R, W> {
  /**
   * @param environment the environment of the play
   */
  List<Reference> references(Declaration<S> declaration, EnvironmentId environment);

  /** The references that a kind adds; none for most kinds. */
  static <S extends Record> List<Reference> of(
      Kind<S, ?, ?> kind, Declaration<S> declaration, EnvironmentId environment) {
    return kind instanceof Referring<S, ?, ?, ?, ?> referring
        ? referring.references(declaration, environment)
        : List.of();
  }
}
