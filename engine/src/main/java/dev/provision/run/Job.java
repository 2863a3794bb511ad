package dev.provision.run;

import dev.provision.plan.Action;
import dev.provision.plan.Node;
import dev.provision.plan.Step;
import dev.provision.spi.Address;
import dev.provision.spi.Readiness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The state of one step of the plan. Only the coordinator's thread uses it. */
final class Job<R, W> implements Comparable<Job<R, W>> {
  final int index;
  final Step step;

  /** The declaration; empty when the step removes an object because of its mark. */
  final Optional<Node<?, R, W>> node;

  final List<Job<R, W>> dependants = new ArrayList<>();

  /** Earlier steps that have not ended. */
  final TreeSet<Job<R, W>> waitsFor = new TreeSet<>();

  /** Whether the event of its start was sent. */
  boolean started;

  /** Whether the step began, with or without an event. */
  boolean begun;

  /** Whether a write was tried. */
  boolean touched;

  /** Whether this run created the object, or waited for the task that did. */
  boolean mine;

  /** Whether a create succeeded. */
  boolean created;

  /** For a replacement: whether the old object was seen to be gone. */
  boolean cleared;

  /** Whether it is a late part of something that this run makes. */
  boolean ofNew;

  /** Whether something it depends on was changed. */
  boolean moved;

  /** Number of writes that succeeded. */
  int writes;

  /** Transient failures so far, plus looks that did not find what was created. */
  int failures;

  /**
   * How often another product was found to use the object, and until when the step waits for it.
   */
  int held;

  Optional<Instant> heldUntil = Optional.empty();

  Verb verb = Verb.READ;
  String path;
  String lastSeen = "";
  Optional<Instant> readyBy = Optional.empty();

  /** The port of {@code wait_for} that answered. */
  Optional<Readiness.WhenReachable> reached = Optional.empty();

  Optional<Next.Write<W>> wants = Optional.empty();
  Optional<Writing<R, W>> writing = Optional.empty();
  boolean timedOut;
  Optional<Outcome> outcome = Optional.empty();

  Job(int index, Step step, Optional<Node<?, R, W>> node) {
    this.index = index;
    this.step = step;
    this.node = node;
    this.path = step.path();
  }

  Address address() {
    return step.address();
  }

  /** What the kind knows its object by. */
  Address entry() {
    return step.entry();
  }

  /** The action; a step without work may turn into an update. */
  Action action() {
    return step.action() == Action.NONE && touched ? Action.UPDATE : step.action();
  }

  boolean makes() {
    return step.action() == Action.CREATE || step.action() == Action.REPLACE;
  }

  boolean isOver() {
    return outcome.isPresent();
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
    return step.isWork()
        || (!step.existing()
            && !node.map(n -> n.declaration().common().absent()).orElse(true)
            && (isAwaited() || (moved && node.map(n -> n.pending().isPresent()).orElse(false))));
  }

  @Override
  public int compareTo(Job<R, W> other) {
    return Integer.compare(index, other.index);
  }
}
