package dev.provision.declare;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Claim;
import dev.provision.spi.Declaration;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Kind;
import dev.provision.spi.Late;
import dev.provision.spi.Problem;
import dev.provision.spi.schema.Reference;
import dev.provision.spi.trait.Aliased;
import dev.provision.spi.trait.Awaited;
import dev.provision.spi.trait.Claiming;
import dev.provision.spi.trait.Located;
import dev.provision.spi.trait.Nested;
import dev.provision.spi.trait.Parted;
import dev.provision.spi.trait.Placed;
import dev.provision.spi.trait.Referring;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One resource, bound: its kind, its declaration, and what its expressions wait for. Immutable.
 *
 * @param <S> the record of its kind
 */
public final class Resource<S extends Record> {
  /** Binds again with what is known about other resources by now. */
  @FunctionalInterface
  interface Rebinding<S extends Record> {
    Checked<Declaration<S>> with(Function<Address, Optional<Map<String, Object>>> attributes);
  }

  private final Address address;
  private final Optional<Address> after;
  private final Kind<S, ?, ?> kind;
  private final Declaration<S> declaration;
  private final List<Use> uses;
  private final boolean implied;
  private final Optional<Rebinding<S>> rebinding;

  private Resource(
      Address address,
      Optional<Address> after,
      Kind<S, ?, ?> kind,
      Declaration<S> declaration,
      List<Use> uses,
      boolean implied,
      Optional<Rebinding<S>> rebinding) {
    this.address = Objects.requireNonNull(address);
    this.after = after;
    this.kind = Objects.requireNonNull(kind);
    this.declaration = Objects.requireNonNull(declaration);
    this.uses = List.copyOf(uses);
    this.implied = implied;
    this.rebinding = rebinding;
  }

  static <S extends Record> Resource<S> declared(
      Kind<S, ?, ?> kind, Declaration<S> declaration, List<Use> uses, Rebinding<S> rebinding) {
    return new Resource<>(
        declaration.address(),
        Optional.empty(),
        kind,
        declaration,
        uses,
        false,
        uses.isEmpty() ? Optional.empty() : Optional.of(rebinding));
  }

  /** A resource that a reference names and the playbook does not declare. */
  public static <S extends Record> Resource<S> implied(
      Kind<S, ?, ?> kind, Declaration<S> declaration) {
    return new Resource<>(
        declaration.address(),
        Optional.empty(),
        kind,
        declaration,
        List.of(),
        true,
        Optional.empty());
  }

  /**
   * What it is in the graph: itself, or the base and the late parts of an entry whose kind has
   * those ({@link Parted}).
   */
  public List<Resource<?>> inParts() {
    return kind instanceof Parted<S, ?, ?, ?, ?> parted
        ? new Parts<>(parted, this).all()
        : List.of(this);
  }

  /**
   * One of its parts.
   *
   * @param narrowed leaves of a declaration what is the part's own
   */
  Resource<S> part(
      Address its, Optional<Address> later, List<Use> own, UnaryOperator<Declaration<S>> narrowed) {
    return new Resource<>(
        its,
        later,
        kind,
        narrowed.apply(declaration),
        own,
        implied,
        rebinding.map(
            again -> known -> again.with(known).then(d -> Checked.of(narrowed.apply(d)))));
  }

  /** In the graph and the plan; of a late part not that of the entry, which its declaration has. */
  public Address address() {
    return address;
  }

  /** For a late part of an entry, the part that comes before it; empty for everything else. */
  public Optional<Address> after() {
    return after;
  }

  public boolean isLate() {
    return after.isPresent();
  }

  public Kind<S, ?, ?> kind() {
    return kind;
  }

  public Declaration<S> declaration() {
    return declaration;
  }

  /** The attributes of other resources that its expressions read; empty for most. */
  public List<Use> uses() {
    return uses;
  }

  /** Whether it is not written in the playbook but follows from a reference. */
  public boolean isImplied() {
    return implied;
  }

  /** Whether {@link #resolve} can give more than {@link #declaration}. */
  public boolean isBoundAgain() {
    return rebinding.isPresent();
  }

  /**
   * The declaration with all expressions evaluated again. An unknown value stays {@link
   * dev.provision.spi.schema.Value.Deferred}.
   *
   * @param attributes of one address, from its kind; empty while it does not exist. A name that is
   *     not in the map is still unknown
   * @return with diagnostics when a new value is wrong for its field
   */
  public Checked<Declaration<S>> resolve(
      Function<Address, Optional<Map<String, Object>>> attributes) {
    return rebinding.isEmpty() ? Checked.of(declaration) : rebinding.get().with(attributes);
  }

  /** References that the kind adds by itself. */
  public List<Reference> addedReferences(EnvironmentId environment) {
    return Referring.of(kind, declaration, environment);
  }

  /** Its attributes that get a value only some time after creation. */
  public Map<String, Late> late() {
    return kind instanceof Awaited<S, ?, ?, ?, ?> awaited ? awaited.late(declaration) : Map.of();
  }

  /** Its claims on things that no other resource may have; a late part claims nothing. */
  public List<Claim> claims(BiFunction<String, String, String> standsFor) {
    return kind instanceof Claiming<S, ?, ?, ?, ?> claiming && !isLate()
        ? claiming.claims(declaration, standsFor)
        : List.of();
  }

  /** The identity of its object, as far as the declaration tells. */
  public String standsFor() {
    return kind instanceof Aliased<S, ?, ?, ?, ?> aliased
        ? aliased.standsFor(declaration)
        : address().toString();
  }

  /** Whether another of its kind stands at the same place: neither of the two makes the other's. */
  public boolean isAtPlaceOf(Resource<?> other) {
    return address().kind().equals(other.address().kind()) && place().equals(other.place());
  }

  /** Whether a resource of its kind may lie inside another. */
  public boolean isNested() {
    return kind instanceof Nested;
  }

  /** Whether it lies inside another resource of its kind. */
  public boolean isInside(Resource<?> other) {
    return other != this
        && other.kind == kind
        && !isLate()
        && !other.isLate()
        && kind instanceof Nested<S, ?, ?, ?, ?> nested
        && nested.isInside(declaration, Resource.<S>sameKind(other).declaration);
  }

  /** The place that its declaration names by a text, not by a reference. */
  public Optional<String> place() {
    return kind instanceof Located<S, ?, ?, ?, ?> located
        ? located.at(declaration)
        : Optional.empty();
  }

  /** Whether it stands where the connection says, as far as its declaration names no place. */
  public boolean isWhereConnectionSays() {
    return isPlaced()
        || kind instanceof Located && !declaration.common().absent() && place().isEmpty();
  }

  /** Whether it makes what is at this place, or around it. */
  public boolean makes(String place) {
    return kind instanceof Located<S, ?, ?, ?, ?> located
        && !isLate()
        && !declaration.common().absent()
        && located.makes(declaration, place);
  }

  /** Whether a place is chosen for it. */
  public boolean isPlaced() {
    return kind instanceof Placed;
  }

  @SuppressWarnings("unchecked") // two resources of one kind have one type of spec
  private static <S extends Record> Resource<S> sameKind(Resource<?> other) {
    return (Resource<S>) other;
  }

  /** The mistakes that the kind finds in the declaration. */
  public List<Problem> problems() {
    return kind.validate(declaration);
  }

  @Override
  public String toString() {
    return address().toString();
  }
}
