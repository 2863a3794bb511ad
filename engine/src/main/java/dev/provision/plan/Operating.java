package dev.provision.plan;

import dev.provision.diagnostic.Checked;
import dev.provision.spi.Address;
import dev.provision.spi.Change;
import dev.provision.spi.Common;
import dev.provision.spi.Declaration;
import dev.provision.spi.Effect;
import dev.provision.spi.Intent;
import dev.provision.spi.ManagedKind;
import dev.provision.spi.Owned;
import dev.provision.spi.Scene;
import dev.provision.spi.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The resources that an operation acts on: those of one kind that a play declares, that exist, and
 * that are ours. An operation that changes something becomes a plan, so that it runs like any
 * other.
 *
 * @param targets in the order of the graph
 * @param absent declared and selected, but missing or not ours
 */
public record Operating<O, R, W>(
    Work<?, R, W> work,
    ManagedKind<?, ?, O, R, W> kind,
    R read,
    String target,
    Map<Address, Owned<O>> targets,
    List<Address> absent) {
  public Operating {
    targets = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    absent = List.copyOf(absent);
  }

  /**
   * Finds the resources.
   *
   * @param only the address; empty for all resources of the kind
   * @param target the name of the server, for people
   */
  public static <O, R, W> Operating<O, R, W> of(
      Work<?, R, W> work,
      ManagedKind<?, ?, O, R, W> kind,
      Optional<Address> only,
      R read,
      String target) {
    Map<Address, Owned<O>> held = new LinkedHashMap<>();
    Map<Address, Integer> times = new LinkedHashMap<>();
    kind.owned(work.environment(), read)
        .filter(owned -> owned.suspect().isEmpty())
        .forEach(
            owned -> {
              held.put(owned.address(), owned);
              times.merge(owned.address(), 1, Integer::sum);
            });
    Map<Address, Owned<O>> targets = new LinkedHashMap<>();
    List<Address> absent = new ArrayList<>();
    for (Node<?, R, W> node : work.nodes()) {
      Address address = node.address();
      boolean meant =
          address.kind().equals(kind.info().kind()) && only.map(address::equals).orElse(true);
      if (meant && times.getOrDefault(address, 0) == 1) {
        targets.put(address, held.get(address));
      } else if (meant && !node.declaration().common().absent()) {
        absent.add(address);
      }
    }
    return new Operating<>(work, kind, read, target, targets, absent);
  }

  /** The snapshot and what is known about the other resources of the play. */
  public Scene<R> scene() {
    Known known = new Known();
    Look<R, W> look = new Look<>(work);
    Map<Address, Object> exported = new LinkedHashMap<>();
    for (Node<?, R, W> node : work.nodes()) {
      if (!node.address().kind().equals(kind.info().kind())) {
        learn(node, look, known);
        known.exported(node.address()).ifPresent(value -> exported.put(node.address(), value));
      }
    }
    return new Scene<>(read, exported);
  }

  /** Adds the node to what is known; a node whose references are unknown stays unknown. */
  private void learn(Node<?, R, W> node, Look<R, W> look, Known known) {
    boolean told =
        node.references(work.environment()).stream()
            .map(reference -> work.address(reference.section(), reference.name()))
            .allMatch(address -> known.exported(address).isPresent());
    if (!told) {
      return;
    }
    if (node.kind() instanceof ValueKind) {
      look.value(node, known).value().ifPresent(value -> known.export(node.address(), value));
    } else {
      Checked<Found<?, ?, ?, R, W>> found = look.at(node, known, read);
      found.value().ifPresent(known::learn);
    }
  }

  /** Why the goal is impossible, one sentence each; then nothing is done. */
  public List<String> refusals(Intent.Goal<O, R, W> goal, Scene<R> scene) {
    List<String> refusals = new ArrayList<>();
    targets.forEach(
        (address, owned) -> {
          if (owned.keeps().isPresent()) {
            refusals.add("`" + address + "` " + owned.keeps().get());
            return;
          }
          goal.diff(owned, scene).stream()
              .filter(change -> change.effect() == Effect.REFUSED)
              .forEach(change -> refusals.add("`" + address + "` " + change.reason()));
        });
    return refusals;
  }

  /** A plan that reaches the goal. */
  public Planned<R, W> plan(Intent.Goal<O, R, W> goal, Scene<R> scene) {
    GoalKind<O, R, W> goals = new GoalKind<>(kind, goal, scene, work.environment());
    List<Node<?, R, W>> nodes = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    for (Node<?, R, W> node : work.nodes()) {
      Owned<O> owned = targets.get(node.address());
      if (owned == null) {
        continue;
      }
      Declaration<GoalKind.Line> line =
          new Declaration<>(
              node.address(),
              new GoalKind.Line(),
              Common.DEFAULT,
              Map.of(),
              List.of(),
              node.declaration().span());
      nodes.add(new Node<>(goals, line, Set.of(), Map.of(), Optional.empty()));
      steps.add(step(owned, goal.diff(owned, scene), node));
    }
    Plan plan = new Plan(work.environment(), target, steps, List.of(), List.of());
    return new Planned<>(
        plan, work.with(nodes), read, new Known(), Map.of(), Policy.DEFAULT, Set.of());
  }

  private static Step step(Owned<?> owned, List<Change> changes, Node<?, ?, ?> node) {
    List<PlannedChange> planned =
        changes.stream()
            .map(change -> new PlannedChange(change, node.declaration().span()))
            .toList();
    return new Step(
        owned.address(),
        changes.isEmpty() ? Action.NONE : Action.UPDATE,
        owned.path(),
        "",
        planned,
        "",
        List.of(),
        false,
        Optional.of(node.declaration().span()),
        List.of(),
        Need.ofChanges(planned, false));
  }
}
