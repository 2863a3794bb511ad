package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.EnvironmentId;
import dev.provision.spi.ModuleException;
import dev.provision.spi.Placement;
import dev.provision.spi.ReadSession;
import dev.provision.spi.Right;
import dev.provision.spi.trait.Privileged;
import dev.provision.spi.trait.Shared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which privileges the steps of a plan need, and which of these the account lacks. The server is
 * asked once, and not at all when the plan does nothing.
 */
final class Authority {
  /** How many resources a message names. */
  private static final int NAMED = 3;

  /** Needs no resource, but the run: {@code lease.ci}. */
  private static final String LEASE = "lease";

  private static Address lease(EnvironmentId environment) {
    return new Address(LEASE, environment.name());
  }

  private final Map<Address, List<Right>> needed = new LinkedHashMap<>();

  /** Of what the plan makes for everybody. */
  private final Set<EnvironmentId> shared = new LinkedHashSet<>();

  /**
   * Adds what a step for a declared resource needs; one that is replaced is deleted first.
   *
   * @param read the snapshot with what is going to be created
   */
  <S extends Record, D, O, R, W> void needs(
      Found<S, D, O, R, W> found,
      Action action,
      List<Change> changes,
      Optional<Placement> at,
      R read) {
    if (action == Action.NONE || !(found.kind() instanceof Privileged<S, D, O, R, W> kind)) {
      return;
    }
    Optional<O> seen = found.seen().there();
    boolean makes = action == Action.CREATE || action == Action.UPDATE && seen.isEmpty();
    if (makes || action == Action.REPLACE) {
      if (found.kind() instanceof Shared<S, D, O, R, W> forAll) {
        shared.add(forAll.lease(found.desired()));
      }
      add(found.address(), kind.toCreate(found.desired(), at.orElse(Placement.NONE), read));
    }
    if (seen.isEmpty()) {
      return;
    }
    if (action == Action.DELETE || action == Action.REPLACE) {
      add(found.address(), kind.toDelete(seen.get(), read));
    } else {
      if (action == Action.ADOPT) {
        add(found.address(), kind.toMark(seen.get(), read));
      }
      add(found.address(), kind.toUpdate(found.desired(), seen.get(), changes, at, read));
    }
  }

  /** Adds what the removal of what is not declared needs. */
  <O, R, W> void needs(Holding<O, R, W> holding, R read) {
    if (holding.kind() instanceof Privileged<?, ?, O, R, W> kind) {
      O seen = holding.owned().state();
      add(
          holding.address(),
          holding.owned().adopted() ? kind.toMark(seen, read) : kind.toDelete(seen, read));
    }
  }

  /**
   * Adds what it takes to keep other runs from the environment, and from what the plan makes for
   * everybody; nothing where the run does nothing.
   *
   * @param rights what the lease of an environment takes
   */
  Set<Address> needsLeases(EnvironmentId environment, Function<EnvironmentId, List<Right>> rights) {
    Set<Address> leases = new TreeSet<>();
    if (needed.isEmpty()) {
      return leases;
    }
    shared.add(environment);
    for (EnvironmentId each : shared) {
      List<Right> those = rights.apply(each);
      if (!those.isEmpty()) {
        add(lease(each), those);
        leases.add(lease(each));
      }
    }
    return leases;
  }

  private void add(Address address, List<Right> rights) {
    needed.computeIfAbsent(address, each -> new ArrayList<>()).addAll(rights);
  }

  /**
   * Asks for all of them.
   *
   * @param read the snapshot, which knows the objects that exist
   * @return one for each privilege on each object
   */
  <R> List<Authorized> asked(EnvironmentId environment, ReadSession<R> session, R read)
      throws ModuleException, InterruptedException {
    Map<Right, Set<Address>> by = new TreeMap<>();
    needed.forEach(
        (address, rights) ->
            rights.forEach(
                right ->
                    by.computeIfAbsent(
                            new Right(right.privilege(), right.on(), ""), each -> new TreeSet<>())
                        .add(address)));
    if (by.isEmpty()) {
      return List.of();
    }
    Set<Right> lacking = Surveying.lacking(environment, session, by.keySet(), read);
    return by.entrySet().stream()
        .map(
            each ->
                new Authorized(
                    each.getKey(), List.copyOf(each.getValue()), !lacking.contains(each.getKey())))
        .toList();
  }

  /**
   * What the account lacks: one diagnostic for each object, at the declaration of the first
   * resource that needs it.
   *
   * @param where the positions of declarations
   */
  static List<Diagnostic> lacks(List<Authorized> asked, Map<Address, Span> where) {
    Map<String, List<Authorized>> byObject = new TreeMap<>();
    asked.stream()
        .filter(each -> !each.held())
        .forEach(
            each -> byObject.computeIfAbsent(each.right().on(), on -> new ArrayList<>()).add(each));
    List<Diagnostic> all = new ArrayList<>();
    byObject.forEach((on, lacking) -> all.add(lacks(on, lacking, where)));
    return all;
  }

  private static Diagnostic lacks(String on, List<Authorized> lacking, Map<Address, Span> where) {
    Set<Address> all = new TreeSet<>();
    lacking.forEach(each -> all.addAll(each.by()));
    String privileges =
        lacking.stream().map(each -> each.right().privilege()).collect(Collectors.joining(", "));
    String message =
        "the account lacks " + privileges + " on `" + on + "`, needed for " + named(all);
    boolean onlyLease = all.stream().allMatch(each -> each.kind().equals(LEASE));
    Diagnostic diagnostic =
        all.stream()
            .flatMap(address -> position(address, where).stream())
            .findFirst()
            .map(span -> Diagnostic.error(message, span))
            .orElseGet(() -> Diagnostic.error(message));
    String role =
        "`provision privileges` with this playbook prints a role that has what is missing";
    return diagnostic.withHint(
        onlyLease
            ? role + "; `--no-lease` goes on without, and keeps no other run from this environment"
            : role);
  }

  /**
   * Of what a resource owns besides itself, {@code cluster.prod.rules.apart}, that of the resource.
   */
  private static Optional<Span> position(Address address, Map<Address, Span> where) {
    int dot = address.name().indexOf('.');
    Address whole =
        dot < 0 ? address : new Address(address.kind(), address.name().substring(0, dot));
    return Optional.ofNullable(where.get(address)).or(() -> Optional.ofNullable(where.get(whole)));
  }

  private static String named(Set<Address> all) {
    String names =
        all.stream().limit(NAMED).map(each -> "`" + each + "`").collect(Collectors.joining(", "));
    return all.size() > NAMED ? names + " and " + (all.size() - NAMED) + " more" : names;
  }
}
