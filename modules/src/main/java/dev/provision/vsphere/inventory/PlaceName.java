package dev.provision.vsphere.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * What a playbook writes for a thing of the inventory: its name as clients show it, its name as the
 * API escapes it, or a path. It is read in that order, so that a name with a slash is first a name.
 *
 * @param text {@code web}, {@code vlan 10.0.0.0/24}, {@code ci/web}, {@code /DC0/vm/ci/web}
 */
public record PlaceName(String text) {
  /**
   * One way to read it.
   *
   * @param names as clients show them, outermost first; never empty
   * @param absolute whether nothing stands above the first
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

  /** The ways to read it, the one that goes first first; none of a blank text or the root. */
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

  /** Whether something that stands there may be meant, read in any of the ways. */
  public boolean fits(InventoryPath path) {
    return readings().stream().anyMatch(reading -> reading.fits(path));
  }

  /** The name of the thing without what stands above it: {@code web} of {@code /DC0/vm/web}. */
  public String bare() {
    return InventoryPath.isPath(text) ? InventoryPath.parse(text).name() : EntityName.shown(text);
  }
}
