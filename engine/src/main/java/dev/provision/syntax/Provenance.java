package dev.provision.syntax;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a value was made of.
 *
 * @param sources {@code variable branch}, {@code environment VC_PASSWORD}; empty for what is
 *     written out
 * @param sensitive whether one of the sources is a secret; the value is then shown nowhere
 */
public record Provenance(Set<String> sources, boolean sensitive) {
  /** Of a text that stands in the file as it is. */
  public static final Provenance LITERAL = new Provenance(Set.of(), false);

  public Provenance {
    sources = Set.copyOf(sources);
  }

  public Provenance and(Provenance other) {
    if (equals(other) || other.equals(LITERAL)) {
      return this;
    }
    Set<String> all = new TreeSet<>(sources);
    all.addAll(other.sources);
    return new Provenance(all, sensitive || other.sensitive);
  }
}
