package dev.provision.plan;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.SharedThing;
import dev.provision.spi.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declarations that are to be one object: the second finds the first, and not what is foreign. */
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
    boolean others = found.seen() instanceof Observation.Foreign<?> && !found.isLate();
    return Optional.ofNullable(others ? byPath.get(key(found, found.path())) : null)
        .map(
            first ->
                SharedThing.refusal(
                    "`" + found.path() + "`",
                    List.of(first.address().toString(), found.address().toString()),
                    List.of(first.declaration().span(), found.declaration().span())));
  }

  private static String key(Found<?, ?, ?, ?, ?> found, String path) {
    return found.address().kind() + " " + path;
  }
}
