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

/** Where one step of the plan stands. Belongs to the coordinator's thread. */
final class Job<R, W> implements Comparable<Job<R, W>> {
  final int index;
  final Step step;

  /** Its declaration; empty when it is removed because of its mark. */
  final Optional<Node<?, R, W>> node;

  final List<Job<R, W>> dependants = new ArrayList<>();

  /** Steps before it that are not over. */
  final TreeSet<Job<R, W>> waitsFor = new TreeSet<>();

  /** Whether its start was told. */
  boolean started;

  /** Whether it was begun, told or not. */
  boolean begun;

  /** Whether any write was tried. */
  boolean touched;

  /** It was made in this run, or by a task that this run awaited. */
  boolean mine;

  /** A create came back without a failure. */
  boolean created;

  /** Of one that is replaced: the old one was seen to be gone. */
  boolean cleared;

  /** Whether something it depends on was worked on. */
  boolean moved;

  /** Writes that came back without a failure. */
  int writes;

  /** Transient failures so far, and looks in vain for what was made. */
  int failures;

  /** How often another product was found to hold it, and until when that is waited for. */
  int held;

  Optional<Instant> heldUntil = Optional.empty();

  Verb verb = Verb.READ;
  String path;
  String lastSeen = "";
  Optional<Instant> readyBy = Optional.empty();

  /** The place of {@code wait_for} that answered. */
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

  /** What it does, which for one without work may turn out to be an update. */
  Action action() {
    return step.action() == Action.NONE && touched ? Action.UPDATE : step.action();
  }

  boolean isOver() {
    return outcome.isPresent();
  }

  /** Whether anybody waits for it to be ready. */
  boolean isAwaited() {
    return step.isWork() || dependants.stream().anyMatch(d -> d.step.isWork());
  }

  /** Attributes that others read of it and that it gets only a while after it is made. */
  Set<String> read() {
    Set<String> read = new TreeSet<>();
    for (Job<R, W> dependant : dependants) {
      dependant.node.ifPresent(n -> read.addAll(n.awaited().getOrDefault(address(), Set.of())));
    }
    return read;
  }

  /** Whether there is anything to look at: else it is as the plan says. */
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
