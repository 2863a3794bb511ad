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
   * What {@code provision doc} says about a field besides its type and its documentation: {@code
   * changes in place}, {@code since vSphere API 7.0}. Keys are paths below a resource, {@code
   * cpu.limit}, without names that the user chooses. Fields without remarks are left out.
   */
  default Map<String, List<String>> remarks() {
    return Map.of();
  }

  /** Which servers have it, a sentence for {@code provision doc}; empty when all have. */
  default String works() {
    return "";
  }

  /** Mistakes that the types of the spec cannot express; {@code check} finds them offline. */
  default List<Problem> validate(Declaration<S> declaration) {
    return List.of();
  }
}
