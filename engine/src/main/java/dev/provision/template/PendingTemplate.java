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

/** A template file that reads what is not known yet; its source is the scalar that names it. */
final class PendingTemplate implements Resolvable {
  private final Scalar source;
  private final Templates templates;
  private final Variables variables;
  private final Set<AttributeReference> references;
  private final Provenance provenance;

  PendingTemplate(
      Scalar source,
      Templates templates,
      Variables variables,
      Set<AttributeReference> references,
      Provenance provenance) {
    this.source = source;
    this.templates = templates;
    this.variables = variables;
    this.references = Collections.unmodifiableSortedSet(new TreeSet<>(references));
    this.provenance = provenance;
  }

  @Override
  public Checked<Node> resolve(Resources known) {
    return templates.render(source, variables.withResources(known));
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

  /** The name of the template. */
  @Override
  public String toString() {
    return source.text();
  }
}
