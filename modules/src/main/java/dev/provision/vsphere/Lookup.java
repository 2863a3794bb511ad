package dev.provision.vsphere;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a name or a path stands for in the snapshot; nothing is ever "the first". */
public sealed interface Lookup {
  /**
   * Why a name does not stand for one thing; empty when it does.
   *
   * @param what {@code resource pool}
   * @param below where it was looked for
   */
  default Optional<String> problem(String what, String name, InventoryPath below) {
    return Optional.empty();
  }

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

    @Override
    public Optional<String> problem(String what, String name, InventoryPath below) {
      String where = below.names().isEmpty() ? "" : " in `" + below + "`";
      String hint = near.isEmpty() ? "" : "; did you mean `" + String.join("`, `", near) + "`?";
      return Optional.of("there is no " + what + " `" + name + "`" + where + hint);
    }
  }

  /** Several match: all their paths. */
  record Ambiguous(List<InventoryPath> paths) implements Lookup {
    public Ambiguous {
      paths = List.copyOf(paths);
    }

    @Override
    public Optional<String> problem(String what, String name, InventoryPath below) {
      return Optional.of(
          what
              + " `"
              + name
              + "` is ambiguous: "
              + paths.stream().map(p -> "`" + p + "`").collect(Collectors.joining(", "))
              + "; write the path");
    }
  }
}
