package dev.provision.template;

import static dev.provision.template.EvaluatorTest.evaluate;
import static dev.provision.template.EvaluatorTest.shown;
import static dev.provision.template.EvaluatorTest.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Scalar;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
  private static final Variables OUTER =
      Variables.of(Map.of("API_TOKEN", "t0ken")).with("branch", "main");

  @Test
  void letsVariablesReadEachOtherInAnyOrder() {
    Variables variables =
        declared("url: \"http://${host}/${n + 1}\"\nhost: ${branch}.example\nn: 4\nl: [\"${n}\"]");
    assertThat(shown(evaluate("${url} ${l[0] * 2}", variables).get()))
        .isEqualTo("'http://main.example/5 8'");
  }

  @Test
  void carriesASecretFromOneToTheNext() {
    Variables variables = declared("header: \"Bearer ${t}\"\nt: ${env.API_TOKEN}");
    assertThat(((Scalar) evaluate("${header}", variables).get()).sensitive()).isTrue();
    Variables listed = declared("a: ${b}\nb: x", OUTER.withSecrets(Set.of("b")));
    assertThat(((Scalar) evaluate("${a}", listed).get()).sensitive()).isTrue();
  }

  @Test
  void namesTheWholeCycle() {
    Checked<Variables> checked = declare("a: ${b}\nb: x${c}\nc: ${a}\nd: ${d}", OUTER);
    assertThat(shown(checked.diagnostics()))
        .containsExactly(
            "1:1: the variable `a` reads itself: a -> b -> c -> a",
            "4:1: the variable `d` reads itself");
    assertThat(checked.diagnostics().get(0).related())
        .extracting(Diagnostic.Related::message)
        .containsExactly("through `b`", "through `c`");
  }

  @Test
  void refusesNamesThatCannotBeRead() {
    assertThat(shown(declare("env: 1\nmy-name: 2\nin: 3\nslug: 4\n", OUTER).diagnostics()))
        .containsExactly(
            "1:1: `env` has a meaning of its own and cannot name a variable",
            "2:1: `my-name` cannot name a variable: only letters, digits and `_` can",
            "3:1: `in` has a meaning of its own and cannot name a variable",
            "4:1: `slug` has a meaning of its own and cannot name a variable");
  }

  @Test
  void tellsAMistakeOnce() {
    assertThat(shown(declare("a: ${hots}\nhost: x\nb: ${a}\n", OUTER).diagnostics()))
        .containsExactly("1:6: unknown variable `hots`; did you mean `host`?");
  }

  private static Variables declared(String yaml) {
    return declared(yaml, OUTER);
  }

  private static Variables declared(String yaml, Variables outer) {
    Checked<Variables> checked = declare(yaml, outer);
    assertThat(checked.diagnostics()).isEmpty();
    return checked.get();
  }

  private static Checked<Variables> declare(String yaml, Variables outer) {
    return Evaluator.declare((Mapping) yaml(yaml), outer);
  }
}
