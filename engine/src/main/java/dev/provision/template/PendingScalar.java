package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.AttributeReference;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** A scalar whose expressions read what is not known yet, with the variables of its place. */
final class PendingScalar implements Resolvable {
  private final Scalar source;
  private final Variables variables;
  private final Set<AttributeReference> references;
  private final Provenance provenance;

  PendingScalar(
      Scalar source,
      Variables variables,
      Set<AttributeReference> references,
      Provenance provenance) {
    this.source = source;
    this.variables = variables;
    this.references = Collections.unmodifiableSortedSet(new TreeSet<>(references));
    this.provenance = provenance;
  }

  @Override
  public Checked<Node> resolve(Resources known) {
    return Evaluator.evaluate(source, variables.withResources(known));
  }

  @Override
  public boolean waitsWith(Resources known) {
    return known == variables.resources();
  }

  @Override
  public Scalar source() {
    return source;
  }

  @Override
  public Set<AttributeReference> references() {
    return references;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public Span span() {
    return source.span();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return source.text();
  }
}
