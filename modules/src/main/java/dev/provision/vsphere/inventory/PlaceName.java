package dev.provision.vsphere.inventory;

import dev.provision.spi.schema.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The name of an inventory object in a playbook: as clients show it, as the API escapes it, or a
 * path. The readings are tried in that order, so a text with a slash is tried as a name first.
 *
 * <p>Spellings that always mean the same are equal: {@code ci/web/} and {@code ci//web}, {@code
 * a%2fb} and {@code a%2Fb}. Only the inventory tells whether a relative path and an absolute one
 * mean the same object.
 *
 * @param text {@code web}, {@code vlan 10.0.0.0/24}, {@code ci/web}, {@code /DC0/vm/ci/web}; with
 *     single slashes and none at its end, a path from the root as {@link InventoryPath} writes it
 */
@Written(one = PlaceName.WORDS, many = "names or paths")
public record PlaceName(String text) {
  static final String WORDS = "a name or a path, as in web or /DC0/vm/web";

  /**
   * @throws IllegalArgumentException for a text without a name in it, or with a line break
   */
  public PlaceName {
    String single = text.replaceAll("/{2,}", "/").replaceAll("(?<=.)/$", "");
    if (!isName(text)) {
      String shown = text.replaceAll("\\p{Cntrl}", " ");
      throw new IllegalArgumentException("expected " + WORDS + ", found `" + shown + "`");
    }
    text = InventoryPath.isPath(single) ? InventoryPath.parse(single).toString() : single;
  }

  /**
   * One possible meaning of the text.
   *
   * @param names as clients show them, outermost first; never empty
   * @param absolute whether the first name is directly below the root
   */
  public record Reading(List<String> names, boolean absolute) {
    boolean fits(InventoryPath path) {
      List<String> all = path.names();
      int above = all.size() - names.size();
      return above >= 0
          && (!absolute || above == 0)
          && all.subList(above, all.size()).equals(names);
    }

    public String last() {
      return names.get(names.size() - 1);
    }
  }

  /** The name that clients show, which is no path: {@code a/b} is written {@code a%2Fb}. */
  public static PlaceName called(String shown) {
    return new PlaceName(EntityName.escaped(shown));
  }

  /** Empty when the text cannot be a name. */
  public static Optional<PlaceName> read(String text) {
    return isName(text) ? Optional.of(new PlaceName(text)) : Optional.empty();
  }

  private static boolean isName(String text) {
    return !text.replace("/", "").isBlank() && text.chars().noneMatch(Character::isISOControl);
  }

  public static PlaceName of(InventoryPath path) {
    return new PlaceName(path.toString());
  }

  /** Whether it is a path from the root. */
  public boolean isPath() {
    return InventoryPath.isPath(text);
  }

  /** As a path below a place; a path from the root stays as it is. */
  public InventoryPath below(InventoryPath place) {
    List<String> names = InventoryPath.parse("/" + text).names();
    if (isPath()) {
      return new InventoryPath(names);
    }
    List<String> all = new ArrayList<>(place.names());
    all.addAll(names);
    return new InventoryPath(all);
  }

  /** The possible meanings, in order of preference; never empty. */
  public List<Reading> readings() {
    List<Reading> all = new ArrayList<>();
    all.add(new Reading(List.of(text), false));
    String shown = EntityName.shown(text);
    if (!shown.equals(text)) {
      all.add(new Reading(List.of(shown), false));
    }
    if (text.contains("/")) {
      all.add(new Reading(below(InventoryPath.ROOT).names(), isPath()));
    }
    return all;
  }

  /** Whether any of the meanings fits this path. */
  public boolean fits(InventoryPath path) {
    return readings().stream().anyMatch(reading -> reading.fits(path));
  }

  /**
   * The last name of a path from the root, {@code web} of {@code /DC0/vm/web}; otherwise the whole
   * text, as clients show it.
   */
  public String bare() {
    return isPath() ? below(InventoryPath.ROOT).name() : EntityName.shown(text);
  }

  /** Whether the other one is written as the same place, or as something inside it. */
  public boolean holds(PlaceName other) {
    return equals(other) || other.isInside(this);
  }

  /** Whether it is written as something inside the other one: {@code ci/web} in {@code ci}. */
  public boolean isInside(PlaceName outer) {
    return isPath() == outer.isPath()
        && !equals(outer)
        && below(InventoryPath.ROOT).isBelow(outer.below(InventoryPath.ROOT));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PlaceName name
        && isPath() == name.isPath()
        && below(InventoryPath.ROOT).equals(name.below(InventoryPath.ROOT));
  }

  @Override
  public int hashCode() {
    return below(InventoryPath.ROOT).hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
