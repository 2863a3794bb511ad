package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Claim;
import dev.provision.spi.Declaration;
import dev.provision.spi.Demand;
import dev.provision.spi.Disruption;
import dev.provision.spi.Fitted;
import dev.provision.spi.Kind;
import dev.provision.spi.LockKey;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Observation;
import dev.provision.spi.Placement;
import dev.provision.spi.Problem;
import dev.provision.spi.ReadSession.Usage;
import dev.provision.spi.Readiness;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Awaited;
import dev.provision.spi.trait.Claiming;
import dev.provision.spi.trait.Foreseen;
import dev.provision.spi.trait.Infrastructure;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.LookedUp;
import dev.provision.spi.trait.Placed;
import dev.provision.spi.trait.Renamable;
import dev.provision.spi.trait.Shared;
import dev.provision.spi.trait.Sized;
import dev.provision.spi.trait.Traced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One managed resource with its desired state and what was found in a snapshot. Binds the type
 * parameters of a kind together, so that callers need not know them. It is long because whatever
 * the plan asks of a kind is asked here.
 *
 * @param address the address of the node; a late part has another one than its declaration
 * @param fitted what the connected server supports of it; its desired state is the same
 * @param former the former address under which it was found, after {@code formerly}
 * @param absence what to report when it is only looked up and does not exist
 */
public record Found<S extends Record, D, O, R, W>(
    Address address,
    ManagedKind<S, D, O, R, W> kind,
    Declaration<S> declaration,
    D desired,
    Fitted<D> fitted,
    Observation<O> seen,
    Optional<Address> former,
    Problem absence) {

  /** The address of the declared entry, also for a late part; the kind knows the object by it. */
  Address entry() {
    return declaration.address();
  }

  boolean isLate() {
    return !address.equals(entry());
  }

  /** Whether the resource is only looked up. */
  public boolean isExisting() {
    return LookedUp.of(kind, declaration).isPresent();
  }

  public boolean isAbsent() {
    return seen instanceof Observation.Absent;
  }

  /** The path of the object; empty when it does not exist. */
  public String path() {
    if (seen instanceof Observation.Present<O> present) {
      return present.path();
    }
    if (seen instanceof Observation.Foreign<O> foreign) {
      return foreign.path();
    }
    return seen instanceof Observation.Unreadable<O> unreadable ? unreadable.path() : "";
  }

  /** The path it will have; empty when its kind has no paths or the place is not chosen yet. */
  public String pathToBe(R read) {
    return kind.pathToBe(desired, read);
  }

  /** What its deletion needs. */
  List<Need> deleting() {
    return seen.there().map(s -> Need.ofDeletion(kind, address(), s, Set.of())).orElse(List.of());
  }

  /** What its creation needs, and why. */
  Map<Disruption, String> creating(R read) {
    return kind instanceof Infrastructure<S, D, O, R, W> carrying
        ? carrying.creating(desired, read)
        : Map.of();
  }

  /** What cannot be as declared, with positions; empty for {@code state: absent}. */
  List<Diagnostic> problems(R read) {
    return declaration.common().absent()
        ? List.of()
        : Stream.of(fitted.refused(), kind.problems(desired, seen, read), renaming())
            .flatMap(List::stream)
            .map(p -> Diagnostic.error(p.message(), declaration.spanOf(p.field())))
            .toList();
  }

  /** What it takes once it is as declared; empty for a kind that takes nothing of that sort. */
  public Optional<Usage> usage() {
    return kind instanceof Sized<S, D, O, R, W> sized && !declaration.common().absent()
        ? Optional.of(sized.usage(desired, seen))
        : Optional.empty();
  }

  /** What keeps it from its new name; empty when it has had no other. */
  private List<Problem> renaming() {
    return former
        .flatMap(old -> Renamable.whyNot(kind, old, seen.there().orElseThrow()))
        .map(why -> List.of(new Problem("formerly", why)))
        .orElse(List.of());
  }

  /** The fields that differ; empty when the resource does not exist. */
  public List<Change> diff() {
    List<Change> changes = new ArrayList<>();
    seen.there().ifPresent(s -> changes.addAll(kind.diff(desired, s)));
    // where the name is a field of the kind, it has said so
    if (changes.stream().noneMatch(each -> each.field().equals("name"))) {
      former.ifPresent(
          old -> changes.add(0, Change.inPlace("name", old.name(), declaration.address().name())));
    }
    return changes;
  }

  /** Adds the position to a change, and removes the values of a sensitive one. */
  public PlannedChange place(Change change) {
    boolean secret = change.sensitive() || declaration.isSensitive(change.field());
    Change shown = secret ? change.hidden(PlannedChange.SENSITIVE) : change;
    return new PlannedChange(shown, origin(change.field()));
  }

  private Span origin(String field) {
    return kind instanceof Traced<S, D, O, R, W> traced
        ? traced.origin(declaration, desired, field)
        : declaration.spanOf(field);
  }

  public List<PlannedChange> place(List<Change> changes) {
    return changes.stream().map(this::place).toList();
  }

  /** The snapshot as it will be after this resource is created. */
  R foreseen(R read) {
    return kind instanceof Foreseen<S, D, O, R, W> one ? one.foreseen(desired, seen, read) : read;
  }

  static boolean isForeseen(Kind<?, ?, ?> kind) {
    return kind instanceof Foreseen;
  }

  /** Whether it is there already, or would be made without a mistake in its declaration. */
  boolean isToBe() {
    boolean clear = seen instanceof Observation.Absent || seen instanceof Observation.Present;
    return clear && !isExisting() && !declaration.common().absent();
  }

  Object exported() {
    return kind.exported(declaration, desired, seen);
  }

  Object exportedBeforeItExists() {
    return kind.exported(declaration, desired, new Observation.Absent<>());
  }

  /** The attributes; empty when the resource does not exist. */
  Optional<Map<String, Object>> attributes() {
    return seen.there().map(kind::attributes);
  }

  Set<Address> before(R read) {
    return locked().map(k -> k.before(desired, seen, read)).orElse(Set.of());
  }

  /** What only this resource may have; empty for {@code state: absent} and for a late part. */
  List<Claim> claims() {
    boolean claims = !declaration.common().absent() && !isLate();
    return kind instanceof Claiming<S, D, O, R, W> claiming && claims
        ? claiming.claims(desired)
        : List.of();
  }

  private Optional<Placed<S, D, O, R, W>> placed() {
    return kind instanceof Placed<S, D, O, R, W> placed && !isLate()
        ? Optional.of(placed)
        : Optional.empty();
  }

  Optional<Demand> demand() {
    return placed().flatMap(k -> k.demand(entry(), desired));
  }

  /** What it would need if it were created now, alone. */
  public List<Demand> demands() {
    return demand().map(List::of).orElse(List.of());
  }

  /** What it needs from the place that these changes move it to. */
  Optional<Demand> demandToMove(List<Change> changes, R read) {
    return placed()
        .flatMap(
            k -> seen.there().flatMap(s -> k.demandToMove(entry(), desired, s, changes, read)));
  }

  /**
   * @param earlier resources that are created before it
   */
  @SuppressWarnings("unchecked")
  String summary(Collection<Found<?, ?, ?, R, W>> earlier, R read) {
    return kind instanceof Shared<S, D, O, R, W> shared
        ? shared.summary(
            desired,
            earlier.stream().filter(other -> other.kind == kind).map(other -> (D) other.desired),
            read)
        : kind.summary(desired);
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>();
    fitted.notes().forEach(note -> notes.add(note.text() + " (" + origin(note.field()) + ")"));
    notes.addAll(kind.notes(desired, seen));
    return notes;
  }

  private Optional<Locked<S, D, O, R, W>> locked() {
    return kind instanceof Locked<S, D, O, R, W> locked ? Optional.of(locked) : Optional.empty();
  }

  public Set<LockKey> locks(R read) {
    return locked().map(k -> k.edits(desired, read)).orElse(Set.of());
  }

  /** The locks to create it: more than those to change it. */
  public Set<LockKey> locksToCreate(R read) {
    Set<LockKey> all = new HashSet<>(locks(read));
    locked().ifPresent(k -> all.addAll(k.takes(desired)));
    return all;
  }

  private Optional<Awaited<S, D, O, R, W>> awaited() {
    return kind instanceof Awaited<S, D, O, R, W> awaited ? Optional.of(awaited) : Optional.empty();
  }

  /**
   * @param read the late attributes that other resources read
   */
  public Readiness ready(Set<String> read) {
    return awaited()
        .flatMap(k -> seen.there().map(s -> k.ready(desired, s, read)))
        .orElse(Readiness.ready());
  }

  public Optional<Duration> readyWithin() {
    return awaited().flatMap(k -> k.readyWithin(desired));
  }

  public void create(Placement at, W write) throws ModuleException, InterruptedException {
    kind.create(entry(), desired, at, write);
  }

  /**
   * Applies the changes; under a former name, only marks the object with the new address.
   *
   * @param at where the plan moves it
   */
  public void update(List<Change> changes, Optional<Placement> at, W write)
      throws ModuleException, InterruptedException {
    O there = seen.there().orElseThrow();
    if (former.isEmpty()) {
      kind.update(entry(), desired, there, changes, at, write);
    } else if (kind instanceof Renamable<S, D, O, R, W> renamable) {
      renamable.rename(former.get(), entry(), desired, there, write);
    } else {
      throw ModuleException.refused("this kind cannot keep its identity under a new name");
    }
  }

  public void adopt(W write) throws ModuleException, InterruptedException {
    if (!(kind instanceof Adoptable<S, D, O, R, W> adoptable)) {
      throw ModuleException.refused("this kind cannot be adopted");
    }
    adoptable.adopt(entry(), desired, seen.there().orElseThrow(), write);
  }

  public void delete(W write) throws ModuleException, InterruptedException {
    kind.delete(seen.there().orElseThrow(), write);
  }
}
