package dev.provision.plan;

import dev.provision.spi.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Notes what resources wait for because of the attributes that they read of others. */
final class LateNotes {
  /** How many waiting resources are listed by name. */
  private static final int NAMED = 3;

  private LateNotes() {}

  /** A note for each new resource that others wait for. */
  static <R, W> Map<Address, String> notes(
      List<Node<?, R, W>> nodes, Map<Address, Draft<R, W>> drafts) {
    Map<Address, Map<String, List<Address>>> readers = new LinkedHashMap<>();
    for (Node<?, R, W> node : nodes) {
      Draft<R, W> reader = drafts.get(node.address());
      if (reader == null || reader.action() == Action.NONE) {
        continue;
      }
      node.awaited()
          .forEach(
              (read, attributes) -> {
                if (drafts.containsKey(read) && drafts.get(read).isMade()) {
                  add(readers, read, attributes, node.address());
                }
              });
    }
    Map<Address, String> notes = new LinkedHashMap<>();
    readers.forEach((read, by) -> notes.put(read, text(by)));
    return notes;
  }

  /**
   * Adds a note to a resource without changes when it reads an attribute of one that changes: it
   * may then change too.
   */
  static <R, W> Draft<R, W> warned(
      Node<?, R, W> node, Draft<R, W> draft, Map<Address, Draft<R, W>> drafts) {
    List<String> changing =
        node.dependencies().stream()
            .filter(d -> !d.equals(node.entry()))
            .filter(d -> drafts.containsKey(d) && drafts.get(d).action() == Action.UPDATE)
            .sorted()
            .map(d -> "`" + d + "`")
            .toList();
    return draft.action() == Action.NONE && !changing.isEmpty()
        ? draft.withNote("may follow the changes of " + String.join(", ", changing))
        : draft;
  }

  private static void add(
      Map<Address, Map<String, List<Address>>> readers,
      Address read,
      Set<String> attributes,
      Address reader) {
    for (String attribute : attributes) {
      readers
          .computeIfAbsent(read, address -> new TreeMap<>())
          .computeIfAbsent(attribute, name -> new ArrayList<>())
          .add(reader);
    }
  }

  private static String text(Map<String, List<Address>> readers) {
    Set<Address> all = new TreeSet<>();
    readers.values().forEach(all::addAll);
    List<String> names =
        new ArrayList<>(all.stream().limit(NAMED).map(reader -> "`" + reader + "`").toList());
    if (all.size() > NAMED) {
      names.add((all.size() - NAMED) + " more");
    }
    String who =
        names.size() == 1
            ? names.get(0) + " waits"
            : String.join(", ", names.subList(0, names.size() - 1))
                + " and "
                + names.get(names.size() - 1)
                + " wait";
    return who + " for its " + String.join(", ", readers.keySet());
  }
}
