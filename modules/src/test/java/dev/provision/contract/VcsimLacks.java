package dev.provision.contract;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The one table of what vcsim cannot do of our kinds: {@code vcsim-lacks.yml} says how to read. */
public final class VcsimLacks {
  private static final Map<?, ?> TABLE = KindSamples.read("/vcsim-lacks.yml");

  private VcsimLacks() {}

  /** Whether nothing of the kind is to be had on vcsim. */
  public static boolean kind(String section) {
    return entry(section, "all").isPresent();
  }

  /** Whether vcsim has no method for a row. */
  public static boolean row(String section, String field) {
    return kind(section) || entry(section, field).filter(e -> e.containsKey("lacks")).isPresent();
  }

  /** Whether vcsim leaves a row as it is, without an error. */
  public static boolean keeps(String section, String field) {
    return entry(section, field).filter(e -> e.containsKey("keeps")).isPresent();
  }

  /** What of a section vcsim has no method for or leaves as it is, by field. */
  public static Set<String> fields(String section) {
    Map<?, ?> ofKind = (Map<?, ?>) TABLE.get(section);
    return ofKind == null
        ? Set.of()
        : ofKind.keySet().stream().map(String::valueOf).collect(Collectors.toSet());
  }

  private static Optional<Map<?, ?>> entry(String section, String what) {
    Map<?, ?> ofKind = (Map<?, ?>) TABLE.get(section);
    return Optional.ofNullable(ofKind == null ? null : (Map<?, ?>) ofKind.get(what));
  }
}
