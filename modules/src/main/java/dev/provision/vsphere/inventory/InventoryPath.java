package dev.provision.vsphere.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The path of an object in the inventory, in govc's form: {@code /DC0/vm/ci/web-1}. A slash inside
 * a name is written {@code %2F} in the text, as vCenter itself does ({@link EntityName}).
 *
 * @param names from below the root folder downwards, as clients show them; empty for the root
 */
public record InventoryPath(List<String> names) {
  public static final InventoryPath ROOT = new InventoryPath(List.of());

  public InventoryPath {
    names = List.copyOf(names);
  }

  /** Whether a text is a path rather than a bare name. */
  public static boolean isPath(String text) {
    return text.startsWith("/");
  }

  /**
   * Reads an absolute path, whose names may be escaped; empty parts are dropped.
   *
   * @throws IllegalArgumentException when it does not begin with a slash
   */
  public static InventoryPath parse(String text) {
    if (!isPath(text)) {
      throw new IllegalArgumentException(
          "`" + text + "` is not an inventory path: expected one like /DC0/vm/ci");
    }
    List<String> names = new ArrayList<>();
    for (String part : text.split("/")) {
      if (!part.isEmpty()) {
        names.add(EntityName.shown(part));
      }
    }
    return new InventoryPath(names);
  }

  /** The path of a child, by the name that clients show. */
  public InventoryPath child(String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return new InventoryPath(all);
  }

  /** The last name, as clients show it; empty for the root. */
  public String name() {
    return names.isEmpty() ? "" : names.get(names.size() - 1);
  }

  /** The parent path; the root is its own parent. */
  public InventoryPath parent() {
    return names.isEmpty() ? this : new InventoryPath(names.subList(0, names.size() - 1));
  }

  /** Whether it is this place or somewhere below it. */
  public boolean isBelow(InventoryPath place) {
    return names.size() >= place.names.size()
        && names.subList(0, place.names.size()).equals(place.names);
  }

  @Override
  public String toString() {
    return names.stream().map(EntityName::escaped).collect(Collectors.joining("/", "/", ""));
  }
}
