package dev.provision.graph;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.spi.Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;

/**
 * Finds the cycles of a graph and reports the shortest one of each set of resources that wait for
 * each other. Listing them all could take for ever, and the shortest is the one to cut.
 */
final class Cycles {
  private Cycles() {}

  /**
   * @param waiting an edge goes from the resource that waits to the one it waits for
   * @param order the vertices, in the order of the file
   */
  static List<Diagnostic> find(Graph<Address, Edge> waiting, List<Address> order) {
    Map<Address, Set<Address>> knots = new HashMap<>();
    for (Set<Address> knot :
        new KosarajuStrongConnectivityInspector<>(waiting).stronglyConnectedSets()) {
      knot.forEach(member -> knots.put(member, knot));
    }
    List<Diagnostic> found = new ArrayList<>();
    List<Set<Address>> done = new ArrayList<>();
    for (Address address : order) {
      Set<Address> knot = knots.get(address);
      boolean cyclic = knot.size() > 1 || waiting.containsEdge(address, address);
      if (cyclic && done.stream().noneMatch(other -> other == knot)) {
        done.add(knot);
        found.add(report(shortest(waiting, knot, order)));
      }
    }
    return found;
  }

  private static List<Edge> shortest(
      Graph<Address, Edge> waiting, Set<Address> knot, List<Address> order) {
    List<Edge> best = List.of();
    for (Address start : order) {
      if (knot.contains(start)) {
        List<Edge> path = backTo(start, waiting, knot);
        if (best.isEmpty() || path.size() < best.size()) {
          best = path;
        }
      }
    }
    return best;
  }

  /** The shortest path from an address back to itself, by breadth-first search. */
  private static List<Edge> backTo(Address start, Graph<Address, Edge> waiting, Set<Address> knot) {
    Map<Address, Edge> reachedBy = new HashMap<>();
    Deque<Address> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      for (Edge edge : waiting.outgoingEdgesOf(queue.remove())) {
        if (edge.earlier().equals(start)) {
          return path(edge, start, reachedBy);
        }
        if (knot.contains(edge.earlier()) && reachedBy.putIfAbsent(edge.earlier(), edge) == null) {
          queue.add(edge.earlier());
        }
      }
    }
    throw new AssertionError(start + " is in no cycle");
  }

  private static List<Edge> path(Edge last, Address start, Map<Address, Edge> reachedBy) {
    Deque<Edge> path = new ArrayDeque<>(List.of(last));
    while (!path.getFirst().later().equals(start)) {
      path.addFirst(reachedBy.get(path.getFirst().later()));
    }
    return List.copyOf(path);
  }

  private static Diagnostic report(List<Edge> cycle) {
    StringBuilder text = new StringBuilder("these wait for each other: ");
    for (Edge edge : cycle) {
      text.append('`').append(edge.later()).append("` (").append(edge.span()).append(") -> ");
    }
    text.append('`').append(cycle.get(0).later()).append('`');
    if (cycle.size() == 1) {
      text = new StringBuilder("`" + cycle.get(0).later() + "` waits for itself");
    }
    Span first = cycle.get(0).span();
    List<Diagnostic.Related> others =
        cycle.stream()
            .skip(1)
            .map(
                edge ->
                    new Diagnostic.Related(
                        "`" + edge.later() + "` waits for `" + edge.earlier() + "`", edge.span()))
            .toList();
    return Diagnostic.error(text.toString(), first).withRelated(others);
  }
}
