package dev.provision.spi;

import dev.provision.diagnostic.Checked;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind whose resources are found, created and updated. Here stands what every such kind has; what
 * only some have, such as the choice of a host, is an interface in {@code spi.trait}. Kinds state
 * facts; the engine decides, retries and waits. Kinds never sleep, print or read a clock.
 *
 * @param <S> the spec
 * @param <D> the desired state: the spec combined with everything it refers to
 * @param <O> the observed state
 * @param <R> what it reads from: a snapshot in memory
 * @param <W> what it writes with
 */
public non-sealed interface ManagedKind<S extends Record, D, O, R, W> extends Kind<S, R, W> {

  /**
   * Combines the spec with what it refers to. Pure. The diagnostics are mistakes of the user that
   * show only here, such as a disk smaller than its image.
   */
  Checked<D> desired(Declaration<S> declaration, Resolved references);

  /** Finds the resource in the snapshot; never writes and never calls the server. */
  Observation<O> observe(Address address, D desired, R read);

  /**
   * Mistakes of the user that show only when compared with the world, such as a resource pool that
   * does not exist. They fail the plan, with their positions in the playbook. Pure.
   *
   * @param seen what {@link #observe} found
   */
  default List<Problem> problems(D desired, Observation<O> seen, R read) {
    return List.of();
  }

  /** The fields that differ; empty when nothing has to change. Pure. */
  List<Change> diff(D desired, O observed);

  /** What resources that refer to this one get from it, before and after it exists. Pure. */
  Object exported(Declaration<S> declaration, D desired, Observation<O> seen);

  /**
   * What expressions may read, by the names in {@link KindInfo#attributes()}. Values are strings,
   * numbers, booleans, or lists and maps of these; an unknown value is left out.
   */
  Map<String, Object> attributes(O observed);

  /**
   * The plan's line for a resource that will be created: {@code m1.small, eth0=private 10.0.0.11}.
   */
  String summary(D desired);

  /**
   * The inventory path or datastore path that a missing resource will have, for messages; empty
   * when it is not known before creation. Pure.
   */
  default String pathToBe(D desired, R read) {
    return "";
  }

  /** Notes for the plan besides the changes: {@code full clone: the template has no snapshot}. */
  default List<String> notes(D desired, Observation<O> seen) {
    return List.of();
  }

  void create(Address address, D desired, Placement at, W write)
      throws ModuleException, InterruptedException;

  /**
   * Applies the given changes; the policy allowed all of them.
   *
   * @param at where this run created it, or where the plan moves it; empty when it stays, or when
   *     the plan did not know of the move
   */
  void update(
      Address address, D desired, O seen, List<Change> changes, Optional<Placement> at, W write)
      throws ModuleException, InterruptedException;

  /** Deletes the resource and what belongs to it, and nothing else. */
  void delete(O seen, W write) throws ModuleException, InterruptedException;

  /** All objects of this kind that carry the environment's mark. */
  Stream<Owned<O>> owned(EnvironmentId environment, R read);
}
