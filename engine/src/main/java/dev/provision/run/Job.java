package dev.provision.run;

import dev.provision.plan.Action;
import dev.provision.plan.Node;
import dev.provision.plan.Step;
import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The state of one step of the plan: what it waits for, what it has written, and how it ended. What
 * only one other class needs to know about a step, such as its failures, is kept there. Only the
 * coordinator's thread uses it.
 */
final class Job<R, W> implements Comparable<Job<R, W>> {
  private final int index;
  private final Step step;
  private final Optional<Node<?, R, W>> node;
  private final List<Job<R, W>> dependants = new ArrayList<>();
  private final Set<Job<R, W>> waitsFor = new TreeSet<>();
  private boolean begun;
  private boolean changedBefore;
  private boolean touched;
  private boolean underWay;
  private boolean created;
  private boolean cleared;
  private boolean ofNew;
  private int writes;
  private Verb verb = Verb.READ;
  private String path;
  private String lastSeen = "";
  private boolean timedOut;
  private Optional<Outcome> outcome = Optional.empty();

  /**
   * @param index the position in the plan
   * @param node the declaration; empty when the step removes an object because of its mark
   */
  Job(int index, Step step, Optional<Node<?, R, W>> node) {
    this.index = index;
    this.step = step;
    this.node = node;
    this.path = step.path();
  }

  Step step() {
    return step;
  }

  Optional<Node<?, R, W>> node() {
    return node;
  }

  Address address() {
    return step.address();
  }

  /** The address that the kind knows its object by. */
  Address entry() {
    return step.entry();
  }

  /** The action; a step without work may turn into an update. */
  Action action() {
    return step.action() == Action.NONE && touched ? Action.UPDATE : step.action();
  }

  /** Whether it creates its object. */
  boolean makes() {
    return step.action() == Action.CREATE || step.action() == Action.REPLACE;
  }

  void waitFor(Job<R, W> earlier) {
    waitsFor.add(earlier);
    earlier.dependants.add(this);
    ofNew |= entry().equals(earlier.entry()) && (earlier.ofNew || earlier.makes());
  }

  List<Job<R, W>> dependants() {
    return dependants;
  }

  /** Stops waiting for an earlier step, which has ended. */
  void release(Job<R, W> earlier) {
    waitsFor.remove(earlier);
    changedBefore |= earlier.touched;
  }

  /** Whether no earlier step has still to end. */
  boolean isFree() {
    return waitsFor.isEmpty();
  }

  void begin() {
    begun = true;
  }

  boolean hasBegun() {
    return begun;
  }

  /** Whether other steps wait until it is ready. */
  boolean isAwaited() {
    return step.isWork() || dependants.stream().anyMatch(d -> d.step.isWork());
  }

  /** Attributes that other steps read and that get a value only some time after creation. */
  Set<String> read() {
    Set<String> read = new TreeSet<>();
    for (Job<R, W> dependant : dependants) {
      dependant.node.ifPresent(n -> read.addAll(n.awaited().getOrDefault(address(), Set.of())));
    }
    return read;
  }

  /** Whether the step has to look at its object; otherwise it is as the plan says. */
  boolean needsLook() {
    boolean mayFollow = changedBefore && node.map(n -> n.pending().isPresent()).orElse(false);
    return step.isWork()
        || (!step.existing()
            && !node.map(n -> n.declaration().common().absent()).orElse(true)
            && (isAwaited() || mayFollow));
  }

  void startWrite(Verb doing) {
    verb = doing;
    touched = true;
  }

  void wrote() {
    writes++;
    created |= verb == Verb.CREATE;
  }

  /** Whether a write was tried. */
  boolean isTouched() {
    return touched;
  }

  /** The number of writes that succeeded. */
  int writes() {
    return writes;
  }

  /** What it did last, for messages. */
  Verb verb() {
    return verb;
  }

  /** Whether a create succeeded. */
  boolean isCreated() {
    return created;
  }

  /** Remembers that a task was seen that creates the object. */
  void seeUnderWay() {
    underWay = true;
  }

  /**
   * Remembers that the object did not exist, before it is created or after the old one was deleted.
   */
  void seeAbsent() {
    cleared = true;
  }

  /** Whether the object was seen not to exist. */
  boolean isCleared() {
    return cleared;
  }

  /**
   * Whether the object came into being during this run, or is a late part of one that does, so that
   * it may be changed freely.
   */
  boolean isNew() {
    return underWay || created || cleared || ofNew;
  }

  /** Where the object is or will be; empty when that is unknown. */
  String path() {
    return path;
  }

  void foundAt(String where) {
    path = where;
  }

  /** What it waits for, or why it ended too late; empty at first. */
  String lastSeen() {
    return lastSeen;
  }

  void see(String what) {
    lastSeen = what;
  }

  void timeOut() {
    timedOut = true;
  }

  boolean isTimedOut() {
    return timedOut;
  }

  void end(Outcome how) {
    outcome = Optional.of(how);
  }

  boolean isOver() {
    return outcome.isPresent();
  }

  /** How it ended; empty while it has not. */
  Optional<Outcome> outcome() {
    return outcome;
  }

  @Override
  public int compareTo(Job<R, W> other) {
    return Integer.compare(index, other.index);
  }
}
