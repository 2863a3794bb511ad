package dev.provision.proof.fuzz;

import static dev.provision.proof.fuzz.FuzzTarget.holds;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import dev.provision.template.Evaluator;
import dev.provision.template.Variables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A scalar with expressions. The same scalar has the same value, and a secret stays one. */
final class ExpressionTarget implements FuzzTarget {
  static Variables variables() {
    return Variables.of(Map.of("HOME", "/h", "DB_PASSWORD", Mistakes.CANARY))
        .with("name", "web")
        .with("count", 3)
        .with("on", true)
        .with("list", List.of("a", "b", 1))
        .with("map", Map.of("a", 1, "b", List.of("x")))
        .with("hidden", Mistakes.CANARY)
        .withSecrets(Set.of("hidden"));
  }

  @Override
  public void take(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    if (Slow.is(input) || text.isEmpty()) {
      return;
    }
    Span span = new Span("site.yml", 1, 1, 1, 2);
    Scalar scalar = new Scalar(text, Scalar.Style.QUOTED, span, text, Provenance.LITERAL);
    Checked<Node> value = Evaluator.evaluate(scalar, variables());
    Mistakes.check(value);
    value.value().ifPresent(ExpressionTarget::keepsSecrets);
    holds(
        value.equals(Evaluator.evaluate(scalar, variables())) || isPending(value),
        "the same scalar has another value");
  }

  private static boolean isPending(Checked<Node> value) {
    return value.value().filter(each -> !(each instanceof Scalar)).isPresent();
  }

  static void keepsSecrets(Node node) {
    if (node instanceof Scalar scalar) {
      holds(
          scalar.sensitive() || !scalar.text().contains(Mistakes.CANARY),
          "a secret is no secret any more");
    } else if (node instanceof Sequence list) {
      list.items().forEach(ExpressionTarget::keepsSecrets);
    } else if (node instanceof Mapping mapping) {
      mapping.entries().forEach(entry -> keepsSecrets(entry.value()));
    }
  }
}
