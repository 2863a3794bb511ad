package dev.provision.template;

import dev.provision.syntax.AttributeReference;
import dev.provision.syntax.Provenance;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What one evaluation has read so far. Used by one thread. */
final class Trace {
  private final Set<AttributeReference> references = new TreeSet<>();
  private final Set<String> missingVariables = new LinkedHashSet<>();
  private final Set<String> missingEnvironment = new LinkedHashSet<>();
  private final Set<String> nullVariables = new LinkedHashSet<>();
  private Provenance provenance = Provenance.LITERAL;
  private boolean waiting;

  void read(Provenance source) {
    provenance = provenance.and(source);
  }

  void read(AttributeReference reference) {
    references.add(reference);
    read(new Provenance(Set.of("attribute " + reference), false));
  }

  /** Records a read of something that is not known yet, which makes the result useless. */
  void awaits(AttributeReference reference) {
    read(reference);
    waiting = true;
  }

  /** Adds everything that another evaluation has read. */
  void join(Trace other) {
    references.addAll(other.references);
    provenance = provenance.and(other.provenance);
    waiting |= other.waiting;
  }

  void missVariable(String name) {
    missingVariables.add(name);
  }

  void missEnvironment(String name) {
    missingEnvironment.add(name);
  }

  void readNull(String name) {
    nullVariables.add(name);
  }

  Set<AttributeReference> references() {
    return references;
  }

  Provenance provenance() {
    return provenance;
  }

  boolean isWaiting() {
    return waiting;
  }

  Optional<String> lastMissingVariable() {
    return missingVariables.stream().reduce((one, next) -> next);
  }

  boolean isMissing(String variable) {
    return missingVariables.contains(variable);
  }

  boolean isMissingInEnvironment(String name) {
    return missingEnvironment.contains(name);
  }

  boolean isNull(String variable) {
    return nullVariables.contains(variable);
  }
}
