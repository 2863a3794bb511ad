package dev.provision.vsphere.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of an inventory object in a playbook: as clients show it, as the API escapes it, or a
 * path. The readings are tried in that order, so a text with a slash is tried as a name first.
 *
 * @param text {@code web}, {@code vlan 10.0.0.0/24}, {@code ci/web}, {@code /DC0/vm/ci/web}
 */
public record PlaceName(String text) {
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

  /** The possible meanings, in order of preference; none for a blank text or the root. */
  public List<Reading> readings() {
    List<Reading> all = new ArrayList<>();
    if (text.isBlank()) {
      return all;
    }
    all.add(new Reading(List.of(text), false));
    String shown = EntityName.shown(text);
    if (!shown.equals(text)) {
      all.add(new Reading(List.of(shown), false));
    }
    List<String> path = InventoryPath.parse("/" + text).names();
    if (text.contains("/") && !path.isEmpty()) {
      all.add(new Reading(path, InventoryPath.isPath(text)));
    }
    return all;
  }

  /** Whether any of the meanings fits this path. */
  public boolean fits(InventoryPath path) {
    return readings().stream().anyMatch(reading -> reading.fits(path));
  }

  /** The last name of the path: {@code web} of {@code /DC0/vm/web}. */
  public String bare() {
    return InventoryPath.isPath(text) ? InventoryPath.parse(text).name() : EntityName.shown(text);
  }
}
