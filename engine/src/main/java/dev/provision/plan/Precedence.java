package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which steps of declared resources come before which. */
final class Precedence<R, W> {
  private final List<Node<?, R, W>> nodes;
  private final Map<Address, Draft<R, W>> drafts;
  private final Map<Address, Node<?, R, W>> values;

  /**
   * @param drafts the resources that have a step
   * @param values the others, which only pass on what comes before them
   */
  Precedence(
      List<Node<?, R, W>> nodes,
      Map<Address, Draft<R, W>> drafts,
      Map<Address, Node<?, R, W>> values) {
    this.nodes = nodes;
    this.drafts = drafts;
    this.values = values;
  }

  /**
   * The steps that come directly before each step. A resource with {@code state: absent} comes
   * after its dependants.
   *
   * @param releases for some resources, those that must first give something up; ignored where it
   *     would close a circle
   */
  Map<Address, Set<Address>> after(Map<Address, Set<Address>> releases) {
    Map<Address, Set<Address>> after = new LinkedHashMap<>();
    drafts.keySet().forEach(a -> after.put(a, new LinkedHashSet<>()));
    for (Node<?, R, W> node : nodes) {
      if (!drafts.containsKey(node.address())) {
        continue;
      }
      for (Address dependency : managed(node, new LinkedHashSet<>())) {
        if (drafts.get(dependency).found().declaration().common().absent()) {
          after.get(dependency).add(node.address());
        } else {
          after.get(node.address()).add(dependency);
        }
      }
    }
    addReleases(after, releases);
    return after;
  }

  /** Adds what must release something first, unless that would close a circle. */
  private static void addReleases(
      Map<Address, Set<Address>> after, Map<Address, Set<Address>> releases) {
    Map<Address, Set<Address>> all = new LinkedHashMap<>();
    after.forEach((address, before) -> all.put(address, new LinkedHashSet<>(before)));
    releases.forEach((address, first) -> all.get(address).addAll(first));
    releases.forEach(
        (address, first) -> {
          for (Address other : first) {
            if (!isBefore(address, other, all)) {
              after.get(address).add(other);
            }
          }
        });
  }

  private static boolean isBefore(Address first, Address then, Map<Address, Set<Address>> after) {
    Set<Address> seen = new HashSet<>();
    Deque<Address> open = new ArrayDeque<>(List.of(then));
    while (!open.isEmpty()) {
      for (Address each : after.getOrDefault(open.remove(), Set.of())) {
        if (each.equals(first)) {
          return true;
        }
        if (seen.add(each)) {
          open.add(each);
        }
      }
    }
    return false;
  }

  /** The resources before a node that have a step; looks through the values in between. */
  private Set<Address> managed(Node<?, R, W> node, Set<Address> to) {
    for (Address dependency : node.dependencies().stream().sorted().toList()) {
      if (drafts.containsKey(dependency)) {
        to.add(dependency);
      } else if (values.containsKey(dependency)) {
        managed(values.get(dependency), to);
      }
    }
    return to;
  }
}
