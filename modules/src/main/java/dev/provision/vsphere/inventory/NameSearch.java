package dev.provision.vsphere.inventory;

import dev.provision.diagnostic.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Searches a snapshot for the object that a name or a path means, among some types, below a place.
 */
final class NameSearch {
  /** How many similar names are listed. */
  private static final int NEAR = 5;

  private final Snapshot snapshot;
  private final Set<String> types = new LinkedHashSet<>();
  private final InventoryPath below;

  NameSearch(Snapshot snapshot, Collection<String> types, InventoryPath below) {
    this.snapshot = snapshot;
    this.below = below;
    types.forEach(type -> this.types.addAll(ManagedTypes.withSubtypes(type)));
  }

  Lookup find(PlaceName wanted) {
    for (PlaceName.Reading reading : wanted.readings()) {
      List<Item> matches = matches(reading);
      if (matches.size() == 1) {
        return new Lookup.Found(matches.get(0), snapshot.path(matches.get(0).ref()));
      }
      if (matches.size() > 1) {
        return new Lookup.Ambiguous(
            matches.stream()
                .map(each -> snapshot.path(each.ref()))
                .sorted(Comparator.comparing(InventoryPath::toString))
                .toList());
      }
    }
    return new Lookup.NotFound(near(wanted), new WrongSort(snapshot, types).of(wanted, below));
  }

  private List<Item> matches(PlaceName.Reading reading) {
    List<Item> matches = new ArrayList<>();
    for (Item item : snapshot.named(reading.last())) {
      InventoryPath path = snapshot.path(item.ref());
      if (types.contains(item.type())
          && (reading.absolute() || path.isBelow(below))
          && reading.fits(path)) {
        matches.add(item);
      }
    }
    return matches;
  }

  /**
   * Paths of objects with this name elsewhere, otherwise with similar names. A path whose last name
   * contains an unescaped slash counts as similar to the one where it is escaped.
   */
  private List<String> near(PlaceName typed) {
    boolean asPath = typed.isPath();
    List<Item> candidates = candidates(asPath ? InventoryPath.ROOT : below);
    if (asPath) {
      String unescaped = String.join("/", typed.below(InventoryPath.ROOT).names());
      List<String> escaped =
          candidates.stream()
              .map(item -> snapshot.path(item.ref()))
              .filter(path -> String.join("/", path.names()).equals(unescaped))
              .map(InventoryPath::toString)
              .toList();
      if (!escaped.isEmpty()) {
        return escaped;
      }
    }
    String last = asPath ? typed.bare() : typed.text();
    Set<String> names = new LinkedHashSet<>();
    candidates.forEach(item -> names.add(item.shown()));
    Optional<String> name = closest(last, names);
    if (name.isEmpty() && typed.text().contains("/")) {
      name = closest(typed.below(InventoryPath.ROOT).name(), names);
    }
    if (name.isEmpty()) {
      return List.of();
    }
    String called = name.get();
    return candidates.stream()
        .filter(item -> item.shown().equals(called))
        .map(item -> asPath ? snapshot.path(item.ref()).toString() : item.shown())
        .distinct()
        .sorted()
        .limit(NEAR)
        .toList();
  }

  private static Optional<String> closest(String typed, Set<String> names) {
    return names.contains(typed) ? Optional.of(typed) : DidYouMean.closest(typed, names);
  }

  private List<Item> candidates(InventoryPath place) {
    List<Item> candidates = new ArrayList<>();
    for (String type : types) {
      for (Item item : snapshot.all(type)) {
        if (item.type().equals(type) && snapshot.path(item.ref()).isBelow(place)) {
          candidates.add(item);
        }
      }
    }
    return candidates;
  }
}
