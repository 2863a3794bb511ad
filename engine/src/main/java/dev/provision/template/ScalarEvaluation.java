package dev.provision.template;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import dev.provision.syntax.Node;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Evaluates all expressions of a scalar, so that all mistakes are found. */
final class ScalarEvaluation {
  /** How many mistakes are looked for in one scalar. */
  private static final int MOST_MISTAKES = 20;

  private final Scalar scalar;
  private final Variables variables;
  private final Set<Diagnostic> mistakes = new LinkedHashSet<>();
  private final Trace read = new Trace();
  private final List<Node> values = new ArrayList<>();

  ScalarEvaluation(Scalar scalar, Variables variables) {
    this.scalar = scalar;
    this.variables = variables;
    this.read.read(scalar.provenance());
  }

  Checked<Node> evaluate(List<Interpolation.Part> parts) {
    for (Interpolation.Part part : parts) {
      if (part.isExpression() && mistakes.size() < MOST_MISTAKES) {
        Evaluated result = evaluate(part, parts.size() == 1);
        mistakes.addAll(result.mistakes());
        read.join(result.trace());
        result.value().ifPresent(values::add);
      }
    }
    if (!mistakes.isEmpty()) {
      return Checked.failed(List.copyOf(mistakes));
    }
    if (read.isWaiting()) {
      return Checked.of(
          new Resolvable(
              scalar,
              variables,
              read,
              known -> new ScalarEvaluation(scalar, known).evaluate(parts)));
    }
    if (parts.size() > 1) {
      return text(parts);
    }
    Node only = values.get(0);
    return Checked.of(only instanceof Scalar value ? value.from(scalar.provenance()) : only);
  }

  /**
   * A part of a longer text gets no position of its own: nothing uses it, and finding it reads the
   * scalar from its start.
   */
  private Evaluated evaluate(Interpolation.Part part, boolean isAlone) {
    Span span = isAlone ? place(part) : scalar.span();
    return SimpleExpression.evaluate(part.text().trim(), span, variables)
        .orElseGet(() -> new Expressions(scalar, part, span, variables).evaluate());
  }

  private Checked<Node> text(List<Interpolation.Part> parts) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (Interpolation.Part part : parts) {
      Node value = part.isExpression() ? values.get(next++) : null;
      if (value == null) {
        text.append(part.text());
      } else if (value instanceof Scalar one) {
        text.append(one.text());
      } else {
        String remedy = value instanceof Sequence ? "; `?join(\",\")` makes a text of it" : "";
        String message = value.kind() + " cannot stand inside a text" + remedy;
        mistakes.add(Diagnostic.error(message, place(part)));
      }
      if (text.length() > SourceFile.MAX_BYTES) {
        return Checked.failed(
            Diagnostic.error("with its expressions, this text is above 16 MiB", place(part)));
      }
    }
    if (!mistakes.isEmpty()) {
      return Checked.failed(List.copyOf(mistakes));
    }
    if (!variables.volume().takes(text.length())) {
      return Checked.failed(Diagnostic.error(TextVolume.refusal(), scalar.span()));
    }
    Scalar.Style style =
        scalar.style() == Scalar.Style.BLOCK ? Scalar.Style.BLOCK : Scalar.Style.QUOTED;
    return Checked.of(Scalar.of(text.toString(), style, scalar.span(), read.provenance()));
  }

  private Span place(Interpolation.Part part) {
    return scalar.at(part.start() - 2, part.start() + part.text().length() + 1);
  }
}
