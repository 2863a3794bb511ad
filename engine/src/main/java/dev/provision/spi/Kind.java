package dev.provision.spi;

import java.util.List;
import java.util.Map;

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

  /**
   * What the reference says of a field besides its type and its documentation: {@code changes in
   * place}, {@code since vSphere API 7.0}. By path below a resource, {@code cpu.limit}; names that
   * the user chooses are left out of it. Empty for fields of which nothing more is known.
   */
  default Map<String, List<String>> remarks() {
    return Map.of();
  }

  /** Mistakes that the types of the spec cannot express; {@code check} finds them offline. */
  default List<Problem> validate(Declaration<S> declaration) {
    return List.of();
  }
}
