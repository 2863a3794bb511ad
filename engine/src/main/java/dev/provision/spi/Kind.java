package dev.provision.spi;

import dev.provision.diagnostic.Span;
import dev.provision.spi.schema.Ref;
import dev.provision.spi.schema.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * One section of the language. Its spec record is the schema: component names are keys, and the
 * annotations of {@code spi.schema} say the rest.
 *
 * @param <S> the spec
 * @param <R> what the provider's kinds read from
 * @param <W> what they write with
 */
public sealed interface Kind<S extends Record, R, W> permits ValueKind, ManagedKind {
  KindInfo info();

  Class<S> spec();

  /** Mistakes that the types of the spec cannot express; found offline by {@code check}. */
  default List<Problem> validate(Declaration<S> declaration) {
    return List.of();
  }

  /**
   * References besides the {@link Ref}s of the spec: to an implied folder, for example.
   *
   * @param environment the play's
   */
  default List<Reference> references(Declaration<S> declaration, EnvironmentId environment) {
    return List.of();
  }

  /**
   * Attributes that this one gets only a while after it was made, by name: an address that DHCP
   * gives. Who reads one of them waits for it ({@link ManagedKind#ready(Object, Object, Set)}), and
   * {@code check} refuses to read one that never comes. A declaration with mistakes may be given.
   */
  default Map<String, Late> late(Declaration<S> declaration) {
    return Map.of();
  }

  /**
   * Kinds of which only one resource may refer to one of this kind: a disk is in one machine.
   *
   * @return words of addresses, {@code instance}
   */
  default Set<String> heldByOne() {
    return Set.of();
  }

  /**
   * What no other resource may have too, as far as the declaration tells. One with mistakes may be
   * given.
   *
   * @param standsFor what a name in a section stands for ({@link #standsFor})
   */
  default List<Claim> claims(
      Declaration<S> declaration, BiFunction<String, String, String> standsFor) {
    return List.of();
  }

  /** What a declaration stands for: equal for two that are seen to be one thing of the world. */
  default String standsFor(Declaration<S> declaration) {
    return declaration.address().toString();
  }

  /** Whether one stands in another of its kind, which then comes first: a folder in a folder. */
  default boolean isInside(Declaration<S> inner, Declaration<S> outer) {
    return false;
  }

  /**
   * What a name means that a reference uses and the playbook does not declare; empty when it must
   * be declared.
   *
   * @param span where it is named
   */
  default Optional<S> implied(String name, EnvironmentId environment, Span span) {
    return Optional.empty();
  }
}
