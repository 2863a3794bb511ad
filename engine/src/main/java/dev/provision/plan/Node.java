package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Kind;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Composed;
import dev.provision.spi.trait.Referring;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One declaration in the graph.
 *
 * @param address in the graph and the plan; that of its declaration, except for a late part of an
 *     entry ({@link dev.provision.spi.trait.Parted})
 * @param declaration as far as it is known before the first read
 * @param dependencies what comes before it, whatever the reason: a reference, an expression, {@code
 *     needs}, or membership in a group
 * @param awaited names of attributes that it reads from others and that get a value only some time
 *     after creation ({@link dev.provision.spi.trait.Awaited#late})
 * @param pending binds it again once attributes are known; empty when it reads none
 */
public record Node<S extends Record, R, W>(
    Address address,
    Kind<S, R, W> kind,
    Declaration<S> declaration,
    Set<Address> dependencies,
    Map<Address, Set<String>> awaited,
    Optional<Pending<S>> pending) {
  public Node {
    Objects.requireNonNull(address);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(declaration);
    dependencies = Set.copyOf(dependencies);
    awaited = Map.copyOf(awaited);
    Objects.requireNonNull(pending);
  }

  /** Addresses of the parts of its declaration that are owned under their own address. */
  Set<Address> parts() {
    return Composed.of(kind, declaration);
  }

  /** A node with the address of its declaration. */
  public Node(
      Kind<S, R, W> kind,
      Declaration<S> declaration,
      Set<Address> dependencies,
      Map<Address, Set<String>> awaited,
      Optional<Pending<S>> pending) {
    this(declaration.address(), kind, declaration, dependencies, awaited, pending);
  }

  /** The address of the declared entry; for a late part, that of its base. */
  public Address entry() {
    return declaration.address();
  }

  public boolean isLate() {
    return !address.equals(entry());
  }

  /**
   * Pairs a kind with one of its declarations that has lost its type.
   *
   * @param resolve binds it again once attributes are known; empty when it reads none
   * @throws ClassCastException when the declaration belongs to another kind: our bug
   */
  public static <S extends Record, R, W> Node<S, R, W> of(
      Address address,
      Kind<S, R, W> kind,
      Declaration<?> declaration,
      Set<Address> dependencies,
      Map<Address, Set<String>> awaited,
      Optional<Function<Attributes, Checked<? extends Declaration<?>>>> resolve) {
    Optional<Pending<S>> pending =
        resolve.map(again -> attributes -> typed(kind.spec(), again.apply(attributes)));
    return new Node<>(
        address, kind, typed(kind.spec(), declaration), dependencies, awaited, pending);
  }

  private static <S extends Record> Checked<Declaration<S>> typed(
      Class<S> spec, Checked<? extends Declaration<?>> checked) {
    return new Checked<>(checked.value().map(d -> typed(spec, d)), checked.diagnostics());
  }

  static <S extends Record> Declaration<S> typed(Class<S> spec, Declaration<?> declaration) {
    return new Declaration<>(
        declaration.address(),
        spec.cast(declaration.spec()),
        declaration.common(),
        declaration.fields(),
        declaration.references(),
        declaration.span());
  }

  /** The former address; empty when the playbook gives none. */
  public Set<Address> formerly() {
    return declaration
        .common()
        .formerly()
        .map(old -> Set.of(new Address(address().kind(), old)))
        .orElse(Set.of());
  }

  /** The parts as they were called under the former address. */
  Set<Address> formerParts() {
    Set<Address> all = new HashSet<>();
    for (Address old : formerly()) {
      for (Address part : parts()) {
        String name = part.name().substring(address().name().length());
        all.add(new Address(part.kind(), old.name() + name));
      }
    }
    return all;
  }

  /** The references of the spec, and those that the kind adds. */
  List<Reference> references(EnvironmentId environment) {
    List<Reference> all = new ArrayList<>(declaration.references());
    all.addAll(Referring.of(kind, declaration, environment));
    return all;
  }

  Checked<Declaration<S>> resolve(Attributes attributes) {
    return pending.map(p -> p.resolve(attributes)).orElseGet(() -> Checked.of(declaration));
  }
}
