package dev.provision.vsphere.inventory;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a name or a path means in the snapshot; several matches are never resolved to the first. */
public sealed interface Lookup {
  /**
   * Why a name does not mean exactly one object; empty when it does.
   *
   * @param what {@code resource pool}
   * @param below where the search looked
   */
  default Optional<String> problem(String what, PlaceName name, InventoryPath below) {
    return Optional.empty();
  }

  record Found(Item item, InventoryPath path) implements Lookup {}

  /**
   * Nothing matches.
   *
   * @param near names or paths of the same type that come close, best first; may be empty
   * @param instead an object of another type that has the name, and what to write instead; may be
   *     empty
   */
  record NotFound(List<String> near, String instead) implements Lookup {
    public NotFound {
      near = List.copyOf(near);
    }

    /** Without an object of another type. */
    public NotFound(List<String> near) {
      this(near, "");
    }

    /** The same with other similar names. */
    public NotFound with(List<String> others) {
      return new NotFound(others, instead);
    }

    @Override
    public Optional<String> problem(String what, PlaceName name, InventoryPath below) {
      boolean anywhere = below.names().isEmpty() || name.isPath();
      String where = anywhere ? "" : " in `" + below + "`";
      String hint = near.isEmpty() ? "" : "; did you mean `" + String.join("`, `", near) + "`?";
      String other = instead.isEmpty() ? "" : ": " + instead;
      return Optional.of("there is no " + what + " `" + name + "`" + where + other + hint);
    }
  }

  /** Several match: all their paths. */
  record Ambiguous(List<InventoryPath> paths) implements Lookup {
    public Ambiguous {
      paths = List.copyOf(paths);
    }

    @Override
    public Optional<String> problem(String what, PlaceName name, InventoryPath below) {
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
