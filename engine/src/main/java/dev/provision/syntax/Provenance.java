package dev.provision.syntax;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a value was made of.
 *
 * @param sources {@code variable branch}, {@code environment VC_PASSWORD}; empty for what is
 *     written out. Where there are very many, all of the environment are here, since secrets come
 *     from it, and not all of the others
 * @param sensitive whether one of the sources is a secret; the value is then shown nowhere
 */
public record Provenance(Set<String> sources, boolean sensitive) {
  /** Of a text that stands in the file as it is. */
  public static final Provenance LITERAL = new Provenance(Set.of(), false);

  private static final String ENVIRONMENT = "environment ";

  /** A chain of thousands of variables would carry thousands of names from each to the next. */
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
