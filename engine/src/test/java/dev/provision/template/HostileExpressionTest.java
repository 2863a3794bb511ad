package dev.provision.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.Node;
import dev.provision.syntax.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the expression, there is a value or a diagnostic inside the scalar; and no secret. */
class HostileExpressionTest {
  private static final Variables VARIABLES =
      Variables.of(Map.of("A_PASSWORD", "hunter2"))
          .with("text", "main")
          .with("n", 3)
          .with("flag", true)
          .with("list", List.of("a", 1))
          .with("map", Map.of("k", "v"));

  private static final String[] TOKENS = {
    "text",
    "n",
    "flag",
    "list",
    "map",
    "env",
    "env.A_PASSWORD",
    "nosuch",
    ".k",
    "[0]",
    "['k']",
    "?size",
    "?join(',')",
    "?number",
    "?upper_case",
    "?then(1, 2)",
    "?string",
    "?keys",
    "?map(x -> x)",
    "?date",
    "?left_pad(3)",
    "?index_of('a')",
    "?substring(2)",
    "?split('')",
    "?c",
    "?replace('a', 'b')",
    "+",
    "-",
    "*",
    "/",
    "%",
    "==",
    "!=",
    "<",
    "gt",
    "&&",
    "||",
    "!",
    "??",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "'",
    "\"",
    ",",
    ":",
    ";",
    "..",
    "0",
    "7",
    "1.5",
    "'x'",
    "\"${n}\"",
    " ",
    "\n",
    "<#",
    "#",
    "$",
    "\\",
    "slug",
    "slug(text)",
    "as",
    "in",
    "->",
    "r'",
    "@",
    "?eval",
    ".now",
    "ü"
  };

  @Test
  void survivesRandomTokens() {
    Random random = new Random(42);
    for (int round = 0; round < 8_000; round++) {
      StringBuilder text = new StringBuilder("a ${");
      int length = 1 + random.nextInt(6);
      for (int i = 0; i < length; i++) {
        text.append(TOKENS[random.nextInt(TOKENS.length)]);
      }
      assertSane(text.append(random.nextInt(20) == 0 ? "" : "} b").toString());
    }
  }

  private static void assertSane(String text) {
    Span span = new Span("site.yml", 1, 1, 1, 1 + text.length());
    Scalar scalar =
        new Scalar(text, Scalar.Style.PLAIN, span, text, dev.provision.syntax.Provenance.LITERAL);
    Checked<Node> checked = Evaluator.evaluate(scalar, VARIABLES);
    assertThat(checked.value().isPresent()).as(text).isNotEqualTo(checked.hasErrors());
    for (Diagnostic diagnostic : checked.diagnostics()) {
      assertThat(diagnostic.message())
          .as(text)
          .isNotBlank()
          .doesNotContain("hunter2", "freemarker", "java.", "value__", "null or missing", "FTL");
      Span place = diagnostic.span().orElseThrow();
      assertThat(place.line()).as(text).isBetween(1, 8);
      assertThat(place.column()).as(text + place).isBetween(1, text.length() + 1);
    }
    if (checked.value().isPresent() && ((Scalar) checked.get()).text().contains("hunter2")) {
      assertThat(((Scalar) checked.get()).sensitive()).as(text).isTrue();
    }
  }
}
