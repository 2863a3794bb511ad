package dev.provision.spi;

import dev.provision.diagnostic.Checked;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind whose resources are looked up, made and converged: what every such kind has. What only
 * some have, such as a place that is chosen, is an interface of {@code spi.trait}. Kinds state
 * facts; the engine decides, retries and waits. They never sleep, print or read a clock.
 *
 * @param <S> the spec
 * @param <D> the desired state: the spec with everything that it refers to folded in
 * @param <O> the observed state
 * @param <R> what is read from: a snapshot in memory
 * @param <W> what is written with
 */
public non-sealed interface ManagedKind<S extends Record, D, O, R, W> extends Kind<S, R, W> {

  /**
   * Folds what is referred to into what is wanted. Pure. Diagnostics are the user's mistakes that
   * show only now, such as a disk smaller than its image.
   */
  Checked<D> desired(Declaration<S> declaration, Resolved references);

  /** Finds the resource in the snapshot; never writes, never calls. */
  Observation<O> observe(Address address, D desired, R read);

  /**
   * The user's mistakes that show only against the world: a resource pool that is not there. They
   * fail the plan, at their places in the playbook. Pure.
   *
   * @param seen what {@link #observe} found of it
   */
  default List<Problem> problems(D desired, Observation<O> seen, R read) {
    return List.of();
  }

  /** What differs; empty means converged. Pure. */
  List<Change> diff(D desired, O observed);

  /** What those who refer to it get of it, before and after it exists. Pure. */
  Object exported(Declaration<S> declaration, D desired, Observation<O> seen);

  /**
   * What expressions may read, by the names of {@link KindInfo#attributes()}. Values are strings,
   * numbers, booleans, or lists and maps of these; one that is not known yet is left out.
   */
  Map<String, Object> attributes(O observed);

  /** The plan's line about one that is to be made: {@code m1.small, eth0=private 10.0.0.11}. */
  String summary(D desired);

  /**
   * Where one that is not there is to be, for messages: its inventory path, or its datastore path;
   * empty where that is not known before it is made. Pure.
   */
  default String pathToBe(D desired, R read) {
    return "";
  }

  /** Remarks for the plan that are no change: {@code full clone: the template has no snapshot}. */
  default List<String> notes(D desired, Observation<O> seen) {
    return List.of();
  }

  void create(Address address, D desired, Placement at, W write)
      throws ModuleException, InterruptedException;

  /**
   * Makes the given changes, all of them allowed by policy.
   *
   * @param at where it was made in this run, or where the plan has it moved to; empty where it
   *     stays, and where the plan did not know of the move
   */
  void update(
      Address address, D desired, O seen, List<Change> changes, Optional<Placement> at, W write)
      throws ModuleException, InterruptedException;

  /** Deletes it and what is its own, and nothing else. */
  void delete(O seen, W write) throws ModuleException, InterruptedException;

  /** Everything of this kind that carries the environment's mark. */
  Stream<Owned<O>> owned(EnvironmentId environment, R read);
}
