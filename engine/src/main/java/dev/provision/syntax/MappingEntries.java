package dev.provision.syntax;

import dev.provision.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the entries of one mapping. A repeated key is a mistake; a written key takes precedence
 * over one that {@code <<} merges.
 */
final class MappingEntries {
  private final List<Diagnostic> diagnostics;
  private final List<Mapping.Entry> written = new ArrayList<>();
  private final List<Mapping> merged = new ArrayList<>();
  private final Map<String, Scalar> keys = new HashMap<>();

  MappingEntries(List<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
  }

  void add(Scalar key, Node value) {
    if (isFirst(key)) {
      written.add(new Mapping.Entry(key, value));
    }
  }

  /** Takes the value of {@code <<}: a mapping, or a list of mappings, where earlier ones win. */
  void merge(Scalar key, Node value) {
    if (!isFirst(key)) {
      return;
    }
    if (value instanceof Sequence list) {
      list.items().forEach(this::mergeOne);
    } else {
      mergeOne(value);
    }
  }

  /** The written entries in order, then the merged ones. */
  List<Mapping.Entry> result() {
    if (merged.isEmpty()) {
      return written;
    }
    List<Mapping.Entry> all = new ArrayList<>(written);
    Set<String> names = new HashSet<>(keys.keySet());
    for (Mapping mapping : merged) {
      for (Mapping.Entry entry : mapping.entries()) {
        if (names.add(entry.name())) {
          all.add(entry);
        }
      }
    }
    return all;
  }

  private void mergeOne(Node node) {
    if (node instanceof Mapping mapping) {
      merged.add(mapping);
      return;
    }
    diagnostics.add(
        Diagnostic.error(
            "`<<` merges a mapping or a list of mappings, not " + node.kind(), node.span()));
  }

  private boolean isFirst(Scalar key) {
    Scalar first = keys.putIfAbsent(key.text(), key);
    if (first == null) {
      return true;
    }
    Diagnostic twice = Diagnostic.error("`" + key.text() + "` is here twice", key.span());
    diagnostics.add(twice.withRelated(List.of(new Diagnostic.Related("first here", first.span()))));
    return false;
  }
}
