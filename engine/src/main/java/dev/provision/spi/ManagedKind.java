package dev.provision.spi;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.spi.schema.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind whose resources are looked up, made and converged. Kinds state facts; the engine decides,
 * retries and waits. They never sleep, print or read a clock.
 *
 * @param <S> the spec
 * @param <D> the desired state: the spec with everything that it refers to folded in
 * @param <O> the observed state
 * @param <R> what is read from: a snapshot in memory
 * @param <W> what is written with
 */
public non-sealed interface ManagedKind<S extends Record, D, O, R, W> extends Kind<S, R, W> {

  /** Whether this declaration only looks up something that exists and is never changed. */
  boolean isExisting(S spec);

  /**
   * Folds what is referred to into what is wanted. Pure. Diagnostics are the user's mistakes that
   * show only now, such as a disk smaller than its image.
   */
  Checked<D> desired(Declaration<S> declaration, Resolved references);

  /**
   * What to say when a declaration that only looks something up finds nothing: {@code network `x`
   * is not in DC0; did you mean `y`?}
   */
  default Problem missing(Declaration<S> declaration, D desired, R read) {
    return new Problem("", info().kind() + " `" + declaration.address().name() + "` is not there");
  }

  /**
   * What those get of it that are members of it, and so come before it ({@link
   * Reference.Order#MEMBER_OF}): who they are, where a kind has no more to say. Pure.
   *
   * @param members all that are declared to be there
   */
  default Object toMembers(Declaration<S> declaration, List<Address> members) {
    return List.copyOf(members);
  }

  /**
   * What is wanted, without what means nothing on the server at hand: a field that its version does
   * not have yet or any more. All that follows is told of this and of nothing else. Pure.
   */
  default Fitted<D> fitted(D desired, R read) {
    return new Fitted<>(desired, List.of());
  }

  /** Finds the resource in the snapshot; never writes, never calls. */
  Observation<O> observe(Address address, D desired, R read);

  /**
   * The user's mistakes that show only against the world: a resource pool that is not there. They
   * fail the plan, at their places in the playbook. Pure.
   */
  default List<Problem> problems(D desired, R read) {
    return List.of();
  }

  /**
   * What it is to have that no other may have, now that what it refers to is found. Refused where
   * two are to have one thing, or something else in the world has it. Pure.
   */
  default List<Claim> claims(D desired) {
    return List.of();
  }

  /** Who in the world has such things, as far as {@link #claims(Object)} may ask. Pure. */
  default List<Claimed> claimed(R read) {
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
   * The same where it matters what else there is: one that the server copies of another is not
   * uploaded. Pure.
   *
   * @param earlier those of this kind that the plan makes too, and before it
   */
  default String summary(D desired, Stream<D> earlier, R read) {
    return summary(desired);
  }

  /**
   * Where one that is not there is to be, for messages: its inventory path, or its datastore path;
   * empty where that is not known before it is made. Pure.
   */
  default String pathToBe(D desired, R read) {
    return "";
  }

  /** Where in the playbook the value of a changed field stands. */
  default Span origin(Declaration<S> declaration, D desired, String field) {
    return declaration.spanOf(field);
  }

  /** What it needs of hosts and datastores if it is made; empty when it needs no place. */
  default Optional<Demand> demand(Address address, D desired) {
    return Optional.empty();
  }

  /**
   * What one that is there needs of the place that changes take it to; empty when they leave it
   * where it is. It is placed together with all that is made. Pure.
   *
   * @param changes that the plan makes
   */
  default Optional<Demand> demandToMove(
      Address address, D desired, O observed, List<Change> changes, R read) {
    return Optional.empty();
  }

  /**
   * Others of the environment that must let go of something first. Their steps come before its own
   * where they have some; those that wait for each other do not, so a step has to bear with one
   * that has not let go yet. Pure.
   */
  default Set<Address> before(D desired, R read) {
    return Set.of();
  }

  /** Objects that its steps edit besides its own. */
  default Set<LockKey> edits(D desired) {
    return Set.of();
  }

  /** Objects that making it edits, besides {@link #edits}: the datastore that it is cloned from. */
  default Set<LockKey> takes(D desired) {
    return Set.of();
  }

  /** Whether dependants may start. */
  default Readiness ready(D desired, O observed) {
    return Readiness.ready();
  }

  /**
   * The same where others read these attributes of it.
   *
   * @param read names out of {@link #late}; empty for none
   */
  default Readiness ready(D desired, O observed, Set<String> read) {
    return ready(desired, observed);
  }

  /** How long {@link #ready} may take; empty for the engine's default. */
  default Optional<java.time.Duration> readyWithin(D desired) {
    return Optional.empty();
  }

  /** Remarks for the plan that are no change: {@code full clone: the template has no snapshot}. */
  default List<String> notes(D desired, Observation<O> seen) {
    return List.of();
  }

  /** Remarks for the plan about one that is removed or given back. */
  default List<String> leaving(O seen) {
    return List.of();
  }

  void create(Address address, D desired, Placement at, W write)
      throws ModuleException, InterruptedException;

  /** Makes the given changes, all of them allowed by policy. */
  void update(Address address, D desired, O seen, List<Change> changes, W write)
      throws ModuleException, InterruptedException;

  /**
   * Makes the given changes.
   *
   * @param at where it was made in this run, or where the plan has it moved to ({@link
   *     #demandToMove}); empty where it stays, and where the plan did not know of the move
   */
  default void update(
      Address address, D desired, O seen, List<Change> changes, Optional<Placement> at, W write)
      throws ModuleException, InterruptedException {
    update(address, desired, seen, changes, write);
  }

  /** Deletes it and what is its own, and nothing else. */
  void delete(O seen, W write) throws ModuleException, InterruptedException;

  /** Puts our mark on a foreign thing that the playbook adopts, and changes nothing else. */
  default void adopt(Address address, D desired, O seen, W write)
      throws ModuleException, InterruptedException {
    throw ModuleException.refused("this kind cannot be adopted");
  }

  /** Takes our mark off an adopted thing. */
  default void release(O seen, W write) throws ModuleException, InterruptedException {
    throw ModuleException.refused("this kind cannot be given back");
  }

  /**
   * Makes what we own under one address ours under another, after {@code formerly}; it stays the
   * same thing, and whether it was made or adopted stays as it was.
   */
  default void rename(Address from, Address to, D desired, O seen, W write)
      throws ModuleException, InterruptedException {
    throw ModuleException.refused("this kind cannot keep its identity under a new name");
  }

  /** Commands that are done to what is there, besides what is declared. */
  default List<Operation<O, R, W>> operations() {
    return List.of();
  }

  /**
   * What is left of things of this kind whose making was cut before they were there: deleted with
   * all else that the environment owns, and else of no interest to anybody.
   */
  default Stream<Owned<O>> remains(EnvironmentId environment, R read) {
    return Stream.empty();
  }

  /** Everything of this kind that carries the environment's mark. */
  Stream<Owned<O>> owned(EnvironmentId environment, R read);
}
