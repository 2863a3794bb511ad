package dev.provision.plan;

import dev.provision.spi.Address;
import dev.provision.spi.Placement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The steps that make or change what placed resources stand on. */
final class Grounds {
  private Grounds() {}

  /** By placed resource. */
  static <R, W> Map<Address, Set<Address>> of(
      Collection<Draft<R, W>> drafts, Map<Address, Placement> placed, R read) {
    Map<String, Set<Address>> at = new LinkedHashMap<>();
    for (Draft<R, W> draft : drafts) {
      if (draft.action() != Action.NONE && !draft.found().declaration().common().absent()) {
        Found<?, ?, ?, R, W> found = draft.found();
        for (String path : new LinkedHashSet<>(List.of(found.path(), found.pathToBe(read)))) {
          if (!path.isEmpty()) {
            at.computeIfAbsent(path, p -> new LinkedHashSet<>()).add(draft.address());
          }
        }
      }
    }
    Map<Address, Set<Address>> grounds = new LinkedHashMap<>();
    for (Draft<R, W> draft : drafts) {
      Placement placement = placed.getOrDefault(draft.address(), Placement.NONE);
      Set<Address> before = new LinkedHashSet<>();
      placement.standsOn().stream()
          .sorted()
          .forEach(p -> before.addAll(at.getOrDefault(p, Set.of())));
      before.remove(draft.address());
      if (!before.isEmpty()) {
        grounds.put(draft.address(), before);
      }
    }
    return grounds;
  }
}
