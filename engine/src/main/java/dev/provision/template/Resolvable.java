package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.AttributeReference;
import dev.provision.syntax.Node;
import dev.provision.syntax.Pending;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A value that waits for attributes of other resources, with all that is needed to evaluate it
 * again: a scalar of the playbook, or a template file, whose source is the scalar with its name.
 */
public final class Resolvable implements Pending {
  private final Scalar source;
  private final Variables variables;
  private final Set<AttributeReference> references;
  private final Provenance provenance;
  private final Function<Variables, Checked<Node>> evaluation;

  /**
   * @param variables the variables at its place, with which it was evaluated
   * @param read what it read, including what is not known yet
   * @param evaluation evaluates it again
   */
  Resolvable(
      Scalar source,
      Variables variables,
      Trace read,
      Function<Variables, Checked<Node>> evaluation) {
    this.source = source;
    this.variables = variables;
    this.references = Collections.unmodifiableSortedSet(new TreeSet<>(read.references()));
    this.provenance = read.provenance();
    this.evaluation = evaluation;
  }

  /**
   * Evaluates it with what is known now. The result is a {@link Resolvable} again while something
   * that it reads is unknown; mistakes in the new value come back as diagnostics.
   */
  public Checked<Node> resolve(Resources known) {
    return evaluation.apply(variables.withResources(known));
  }

  /** Whether it is sure to wait, because these are the resources with which it was evaluated. */
  boolean waitsWith(Resources known) {
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

  /** As it was written; for a template, its name. */
  @Override
  public String toString() {
    return source.text();
  }
}
