package dev.provision.vsphere;

import java.util.List;

/** What a name or a path stands for in the snapshot; nothing is ever "the first". */
public sealed interface Lookup {
  record Found(Item item, InventoryPath path) implements Lookup {}

  /**
   * Nothing matches.
   *
   * @param near names or paths of the same type that come close, best first; may be empty
   */
  record NotFound(List<String> near) implements Lookup {
    public NotFound {
      near = List.copyOf(near);
    }
  }

  /** Several match: all their paths. */
  record Ambiguous(List<InventoryPath> paths) implements Lookup {
    public Ambiguous {
      paths = List.copyOf(paths);
    }
  }
}
