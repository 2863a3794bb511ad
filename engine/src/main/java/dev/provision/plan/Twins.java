package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.SharedThing;
import dev.provision.spi.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declarations that are to be one object: one of them finds the other, and not what is foreign. */
final class Twins<R, W> {
  private final Map<String, Found<?, ?, ?, R, W>> byPath = new HashMap<>();

  /**
   * @param read the snapshot before this resource is made
   */
  void add(Found<?, ?, ?, R, W> found, R read) {
    if (found.isLate() || found.isExisting() || found.declaration().common().absent()) {
      return;
    }
    String path = found.path().isEmpty() ? found.pathToBe(read) : found.path();
    byPath.putIfAbsent(key(found, path), found);
  }

  /** Why this resource cannot be what was found for it. */
  Optional<Diagnostic> refused(Found<?, ?, ?, R, W> found) {
    return Optional.ofNullable(found.isLate() ? null : byPath.get(key(found, found.path())))
        .filter(first -> isForeign(found) || isForeign(first) && isOurs(found))
        .map(
            first ->
                SharedThing.refusal(
                    "`" + found.path() + "`",
                    List.of(first.address().toString(), found.address().toString()),
                    List.of(first.declaration().span(), found.declaration().span())));
  }

  private static boolean isOurs(Found<?, ?, ?, ?, ?> found) {
    return found.seen() instanceof Observation.Present<?> present
        && present.ownership() != Observation.Ownership.EXISTING;
  }

  private static boolean isForeign(Found<?, ?, ?, ?, ?> found) {
    return found.seen() instanceof Observation.Foreign<?>;
  }

  private static String key(Found<?, ?, ?, ?, ?> found, String path) {
    return found.address().kind() + " " + path;
  }
}
