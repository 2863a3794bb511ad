package dev.provision.spi;

import java.util.List;

/**
 * One section of the language. Its spec record is the schema: component names are keys, and the
 * annotations of {@code spi.schema} say the rest.
 *
 * @param <S> the spec
 * @param <R> what the provider's kinds read from, a snapshot
 * @param <W> what they write with, a connection
 */
public sealed interface Kind<S extends Record, R, W> permits ValueKind, ManagedKind {
  KindInfo info();

  Class<S> spec();

  /** Mistakes that the types of the spec cannot express; {@code check} finds them offline. */
  default List<Problem> validate(Declaration<S> declaration) {
    return List.of();
  }
}
