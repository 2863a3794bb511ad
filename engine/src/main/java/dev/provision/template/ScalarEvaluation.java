package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import dev.provision.syntax.AttributeReference;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Evaluates a scalar that has expressions: all of them, so that all mistakes are found. */
final class ScalarEvaluation {
  private final Scalar scalar;
  private final Variables variables;
  private final Set<Diagnostic> mistakes = new LinkedHashSet<>();
  private final Set<AttributeReference> references = new TreeSet<>();
  private final List<TemplateModel> models = new ArrayList<>();
  private Provenance provenance;
  private boolean waiting;

  ScalarEvaluation(Scalar scalar, Variables variables) {
    this.scalar = scalar;
    this.variables = variables;
    this.provenance = scalar.provenance();
  }

  Checked<Node> evaluate(List<Interpolation.Part> parts) {
    for (Interpolation.Part part : parts) {
      if (part.isExpression()) {
        Expressions.Result result = new Expressions(scalar, part, variables).evaluate();
        mistakes.addAll(result.mistakes());
        references.addAll(result.trace().references());
        provenance = provenance.and(result.trace().provenance());
        waiting |= result.trace().isWaiting();
        result.model().ifPresent(models::add);
      }
    }
    if (!mistakes.isEmpty()) {
      return Checked.failed(List.copyOf(mistakes));
    }
    if (waiting) {
      return Checked.of(new PendingScalar(scalar, variables, references, provenance));
    }
    return parts.size() == 1 ? single(parts.get(0)) : text(parts);
  }

  /** One expression and nothing else keeps its type. */
  private Checked<Node> single(Interpolation.Part part) {
    Span span = place(part);
    try {
      return Checked.of(new Results(span, provenance).node(models.get(0)));
    } catch (TemplateModelException e) {
      return Checked.failed(Diagnostic.error(Mistake.sentence(e), span));
    }
  }

  private Checked<Node> text(List<Interpolation.Part> parts) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (Interpolation.Part part : parts) {
      try {
        text.append(part.isExpression() ? Results.text(models.get(next++)) : part.text());
      } catch (TemplateModelException e) {
        mistakes.add(Diagnostic.error(Mistake.sentence(e), place(part)));
      }
      if (text.length() > SourceFile.MAX_BYTES) {
        return Checked.failed(
            Diagnostic.error("with its expressions, this text is above 16 MiB", place(part)));
      }
    }
    if (!mistakes.isEmpty()) {
      return Checked.failed(List.copyOf(mistakes));
    }
    Scalar.Style style =
        scalar.style() == Scalar.Style.BLOCK ? Scalar.Style.BLOCK : Scalar.Style.QUOTED;
    return Checked.of(Scalar.of(text.toString(), style, scalar.span(), provenance));
  }

  private Span place(Interpolation.Part part) {
    return scalar.at(part.start() - 2, part.start() + part.text().length() + 1);
  }
}
