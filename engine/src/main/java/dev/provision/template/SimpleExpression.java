package dev.provision.template;

import dev.provision.diagnostic.Span;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates an expression that is only a name, as in {@code ci-${branch}}. Most are, so that a
 * playbook without others never loads the template library. Leaves everything else, including every
 * mistake, to {@link Expressions}.
 */
final class SimpleExpression {
  private static final Pattern FORM = Pattern.compile("(env\\.)?([A-Za-z_]\\w*)");

  private SimpleExpression() {}

  static Optional<Evaluated> evaluate(String expression, Span span, Variables variables) {
    Matcher form = FORM.matcher(expression);
    if (!form.matches()) {
      return Optional.empty();
    }
    String name = form.group(2);
    if (form.group(1) != null) {
      return Optional.ofNullable(variables.environment().get(name))
          .map(
              text ->
                  found(text, Scalar.Style.QUOTED, span, Variables.provenanceOfEnvironment(name)));
    }
    if (name.equals("env")
        || name.equals("slug")
        || variables.resources().sections().contains(name)) {
      return Optional.empty();
    }
    Optional<Object> value =
        variables.has(name) ? variables.get(name) : variables.later(name).map(Object.class::cast);
    return value.flatMap(known -> of(known, span, variables.provenance(name)));
  }

  private static Optional<Evaluated> of(Object value, Span span, Provenance provenance) {
    if (value instanceof String text) {
      return Optional.of(found(text, Scalar.Style.QUOTED, span, provenance));
    }
    if (value instanceof Boolean || value instanceof Integer || value instanceof Long) {
      return Optional.of(found(value.toString(), Scalar.Style.PLAIN, span, provenance));
    }
    if (value instanceof BigDecimal number) {
      return Optional.of(found(number.toPlainString(), Scalar.Style.PLAIN, span, provenance));
    }
    if (value instanceof Scalar scalar && !scalar.isNull()) {
      boolean typed = Variables.isNumber(scalar) || Variables.isBoolean(scalar);
      Scalar.Style style = typed ? Scalar.Style.PLAIN : Scalar.Style.QUOTED;
      return Optional.of(found(scalar.text(), style, span, provenance.and(scalar.provenance())));
    }
    return Optional.empty();
  }

  private static Evaluated found(
      String text, Scalar.Style style, Span span, Provenance provenance) {
    Trace trace = new Trace();
    trace.read(provenance);
    Node value = Scalar.of(text, style, span, provenance);
    return new Evaluated(Optional.of(value), trace, Set.of());
  }
}
