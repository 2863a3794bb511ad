package dev.provision.rules;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.plan.Step;
import dev.provision.syntax.Node;
import dev.provision.syntax.Scalar;
import dev.provision.template.Evaluator;
import dev.provision.template.Variables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks one rule after the other, and collects what they refuse. */
final class Judgement {
  private final Set<Diagnostic> refused = new LinkedHashSet<>();
  private final Set<Diagnostic> mistakes = new LinkedHashSet<>();

  /**
   * @param about the resource that the rule is asked about; empty for the plan as a whole
   */
  void judge(Rule rule, Variables variables, Optional<Step> about) {
    Checked<Node> condition = Evaluator.evaluate(rule.condition(), variables);
    if (condition.hasErrors() || condition.value().isEmpty()) {
      mistake(rule, about, condition.diagnostics());
      return;
    }
    String answer = condition.get() instanceof Scalar text ? text.text() : "";
    if (answer.equals("true")) {
      return;
    }
    if (!answer.equals("false")) {
      mistakes.add(
          Diagnostic.error(
              "the condition of rule `" + rule.name() + "` is neither true nor false",
              rule.condition().span()));
      return;
    }
    Checked<Node> message = Evaluator.evaluate(rule.message(), variables);
    mistake(rule, about, message.diagnostics());
    String why = message.value().map(Judgement::text).orElse("");
    Span where = about.flatMap(Step::where).orElse(rule.span());
    String of = about.map(step -> " `" + step.address() + "`").orElse("");
    Diagnostic refusal =
        Diagnostic.error(
            "rule `" + rule.name() + "` refuses" + (of.isEmpty() ? " this plan" : of) + ": " + why,
            where);
    refused.add(
        where.equals(rule.span())
            ? refusal
            : refusal.withRelated(List.of(new Diagnostic.Related("the rule", rule.span()))));
  }

  private static String text(Node message) {
    return message instanceof Scalar text ? text.toString() : message.kind();
  }

  private void mistake(Rule rule, Optional<Step> about, List<Diagnostic> wrong) {
    for (Diagnostic each : wrong) {
      String of =
          about
              .map(step -> " of rule `" + rule.name() + "` about `" + step.address() + "`")
              .orElse(" of rule `" + rule.name() + "`");
      mistakes.add(
          new Diagnostic(
              each.severity(), each.message() + of, each.span(), each.related(), each.hint()));
    }
  }

  Verdict verdict() {
    return new Verdict(List.copyOf(refused), List.copyOf(mistakes));
  }
}
