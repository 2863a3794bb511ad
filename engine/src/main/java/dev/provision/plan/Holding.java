package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.Kind;
import dev.provision.spi.LockKey;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Owned;
import dev.provision.spi.Provider;
import dev.provision.spi.trait.Adoptable;
import dev.provision.spi.trait.Composed;
import dev.provision.spi.trait.Departing;
import dev.provision.spi.trait.Locked;
import dev.provision.spi.trait.Parted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An object that carries the environment's mark, with the kind that can delete it. */
public record Holding<O, R, W>(ManagedKind<?, ?, O, R, W> kind, Owned<O> owned) {
  private static final Comparator<Holding<?, ?, ?>> ORDER =
      Comparator.<Holding<?, ?, ?>, Address>comparing(Holding::address)
          .thenComparing(h -> h.owned().path());

  public Address address() {
    return owned.address();
  }

  /** Whether it is in a list of this entry: {@code cluster.prod.rules.web-apart}. */
  boolean isPartOf(Address entry) {
    return address().kind().equals(entry.kind())
        && partFields()
            .anyMatch(field -> address().name().startsWith(entry.name() + "." + field + "."));
  }

  private Stream<String> partFields() {
    Stream<String> late =
        kind instanceof Parted<?, ?, O, R, W> parted
            ? parted.lateParts().stream().flatMap(part -> part.fields().stream())
            : Stream.of();
    return kind instanceof Composed<?, ?, O, R, W> composed
        ? Stream.concat(late, composed.partFields().stream())
        : late;
  }

  /** Whether the mark does not belong to this object: it is shown and never changed. */
  public boolean isSuspect() {
    return !owned.suspect().isEmpty();
  }

  /** The plan's notes about its removal. */
  List<String> notes() {
    return departing(kind).map(k -> k.leaving(owned.state())).orElse(List.of());
  }

  /**
   * What its deletion needs.
   *
   * @param gone what the same plan deletes before it
   */
  List<Need> deleting(Set<Address> gone) {
    return Need.ofDeletion(kind, address(), owned.state(), gone);
  }

  /** Objects that its removal edits. */
  public Set<LockKey> locks() {
    return locked(kind).map(k -> k.leaves(owned.state())).orElse(Set.of());
  }

  private static <S extends Record, D, O, R, W> Optional<Locked<S, D, O, R, W>> locked(
      ManagedKind<S, D, O, R, W> kind) {
    return kind instanceof Locked<S, D, O, R, W> locked ? Optional.of(locked) : Optional.empty();
  }

  public void delete(W write) throws ModuleException, InterruptedException {
    kind.delete(owned.state(), write);
  }

  public void release(W write) throws ModuleException, InterruptedException {
    if (!(kind instanceof Adoptable<?, ?, O, R, W> adoptable)) {
      throw ModuleException.refused("this kind cannot be given back");
    }
    adoptable.release(owned.state(), write);
  }

  private static <S extends Record, D, O, R, W> Optional<Departing<S, D, O, R, W>> departing(
      ManagedKind<S, D, O, R, W> kind) {
    return kind instanceof Departing<S, D, O, R, W> departing
        ? Optional.of(departing)
        : Optional.empty();
  }

  /** All marked objects, and the leftovers of interrupted creations. */
  public static <R, W> List<Holding<?, R, W>> withRemains(
      Provider<?, R, W> provider, EnvironmentId environment, R read) {
    List<Holding<?, R, W>> all = new ArrayList<>(all(provider, environment, read));
    for (Kind<?, R, W> kind : provider.kinds()) {
      if (kind instanceof ManagedKind<?, ?, ?, R, W> managed) {
        addRemains(managed, environment, read, all);
      }
    }
    all.sort(ORDER);
    return all;
  }

  /** The same, and at the end what the environment keeps for itself ({@link Provider#home}). */
  public static <R, W> List<Holding<?, R, W>> withHome(
      Provider<?, R, W> provider, EnvironmentId environment, R read) {
    List<Holding<?, R, W>> all = new ArrayList<>(withRemains(provider, environment, read));
    all.addAll(within(provider, environment, read));
    List<Address> others = all.stream().map(Holding::address).distinct().toList();
    provider.home().ifPresent(home -> addHome(home, environment, read, others, all));
    return all;
  }

  /** What goes only with everything that the environment owns. */
  static <R, W> List<Holding<?, R, W>> within(
      Provider<?, R, W> provider, EnvironmentId environment, R read) {
    List<Holding<?, R, W>> all = new ArrayList<>();
    for (Kind<?, R, W> kind : provider.kinds()) {
      if (kind instanceof ManagedKind<?, ?, ?, R, W> managed) {
        addWithin(managed, environment, read, all);
      }
    }
    all.sort(ORDER);
    return all;
  }

  private static <O, R, W> void addWithin(
      ManagedKind<?, ?, O, R, W> kind,
      EnvironmentId environment,
      R read,
      List<Holding<?, R, W>> to) {
    departing(kind)
        .ifPresent(
            k -> k.within(environment, read).forEach(owned -> to.add(new Holding<>(kind, owned))));
  }

  private static <O, R, W> void addHome(
      ManagedKind<?, ?, O, R, W> home,
      EnvironmentId environment,
      R read,
      List<Address> others,
      List<Holding<?, R, W>> to) {
    home.owned(environment, read)
        .forEach(owned -> to.add(new Holding<>(home, owned.after(others))));
  }

  private static <O, R, W> void addRemains(
      ManagedKind<?, ?, O, R, W> kind,
      EnvironmentId environment,
      R read,
      List<Holding<?, R, W>> to) {
    departing(kind)
        .ifPresent(
            k -> k.remains(environment, read).forEach(owned -> to.add(new Holding<>(kind, owned))));
  }

  /**
   * All objects of one environment in a snapshot, by address; when several carry the same address,
   * all of them.
   */
  public static <R, W> List<Holding<?, R, W>> all(
      Provider<?, R, W> provider, EnvironmentId environment, R read) {
    List<Holding<?, R, W>> all = new ArrayList<>();
    for (Kind<?, R, W> kind : provider.kinds()) {
      addAll(kind, environment, read, all);
    }
    all.sort(ORDER);
    return all;
  }

  private static <S extends Record, R, W> void addAll(
      Kind<S, R, W> kind, EnvironmentId environment, R read, List<Holding<?, R, W>> to) {
    if (kind instanceof ManagedKind<S, ?, ?, R, W> managed) {
      addOwned(managed, environment, read, to);
    }
  }

  private static <O, R, W> void addOwned(
      ManagedKind<?, ?, O, R, W> kind,
      EnvironmentId environment,
      R read,
      List<Holding<?, R, W>> to) {
    kind.owned(environment, read).forEach(owned -> to.add(new Holding<>(kind, owned)));
  }
}
