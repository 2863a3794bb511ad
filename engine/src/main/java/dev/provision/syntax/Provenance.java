package dev.provision.syntax;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a value was computed from.
 *
 * @param sources {@code variable branch}, {@code environment VC_PASSWORD}; empty for a literal.
 *     When there are very many, all environment variables are listed, because secrets come from
 *     them, but not all of the others
 * @param sensitive whether one of the sources is a secret; the value is then never shown
 */
public record Provenance(Set<String> sources, boolean sensitive) {
  /** For a text that is written in the file as it is. */
  public static final Provenance LITERAL = new Provenance(Set.of(), false);

  private static final String ENVIRONMENT = "environment ";

  /**
   * Without a limit, a chain of thousands of variables would pass thousands of names from each to
   * the next.
   */
  private static final int MOST_SOURCES = 100;

  public Provenance {
    sources = Set.copyOf(sources);
  }

  public Provenance and(Provenance other) {
    if (equals(other) || other.equals(LITERAL)) {
      return this;
    }
    Set<String> all = new TreeSet<>(sources);
    for (String source : other.sources) {
      if (all.size() < MOST_SOURCES || source.startsWith(ENVIRONMENT)) {
        all.add(source);
      }
    }
    return new Provenance(all, sensitive || other.sensitive);
  }
}
