package dev.provision.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.source.SourceFile;
import dev.provision.syntax.Mapping;
import dev.provision.syntax.Node;
import dev.provision.syntax.Parser;
import dev.provision.syntax.Pending;
import dev.provision.syntax.Scalar;
import dev.provision.syntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final Variables VARIABLES =
      Variables.of(Map.of("VC_USER", "ops", "VC_PASSWORD", "hunter2"))
          .with("branch", "main")
          .with("count", 3)
          .with("memory", 8192L)
          .with("flag", true)
          .with("names", List.of("a", "b"))
          .with("sizes", Map.of("disk", 20))
          .with("none", null)
          .with("pin", "s3cr3t")
          .with("environment", "ci-main")
          .with("index", 2)
          .withSecrets(Set.of("pin"));

  @Test
  void putsValuesIntoATextPlainly() {
    assertValue("ci-${branch}", "'ci-main'");
    assertValue("${branch}-${count}-${flag}-${memory}", "'main-3-true-8192'");
    assertValue("10.0.0.1${index}/24", "'10.0.0.12/24'");
    assertValue("${environment}.${env.VC_USER}", "'ci-main.ops'");
    assertValue("n = ${memory * 2} of ${7 / 2}", "'n = 16384 of 3.5'");
    assertValue("${6 / 2} ${'a' + memory}", "'3 a8192'");
  }

  @Test
  void keepsTheTypeOfAScalarThatIsOneExpression() {
    assertValue("${count}", "3");
    assertValue("\"${count + 1}\"", "4");
    assertValue("${flag}", "true");
    assertValue("${count > 2}", "true");
    assertValue("${branch}", "'main'");
    assertValue("${names}", "['a', 'b']");
    assertValue("${names + ['c', 1]}", "['a', 'b', 'c', 1]");
    assertValue("${names?map(n -> 'x' + n)}", "['xa', 'xb']");
    assertValue("\"${sizes}\"", "{disk: 20}");
    assertValue("\"${{'a': 1, 'b': names}}\"", "{a: 1, b: ['a', 'b']}");
    assertValue("${''}", "''");
  }

  @Test
  void neverChangesHowANumberWasWritten() {
    Mapping vars =
        (Mapping) yaml("release: 22.10\nmode: 010\nat: 12:30:45\non: on\nnum: 1e3\nver: '7'\n");
    Variables variables = VARIABLES;
    for (Mapping.Entry entry : vars.entries()) {
      variables = variables.with(entry.name(), entry.value());
    }
    assertThat(shown(evaluate("u-${release} ${mode} ${at} ${on} ${num}", variables).get()))
        .isEqualTo("'u-22.10 010 12:30:45 on 1e3'");
    assertThat(shown(evaluate("${release}", variables).get())).isEqualTo("22.10");
    assertThat(shown(evaluate("${release + 1}", variables).get())).isEqualTo("23.1");
    assertThat(shown(evaluate("${mode}", variables).get())).isEqualTo("'010'");
    assertThat(shown(evaluate("${ver}", variables).get())).isEqualTo("'7'");
  }

  @Test
  void leavesWhatHasNoExpression() {
    assertValue("010", "010");
    assertValue("\"a } b # {c} $x #{y} {{.Names}}\"", "'a } b # {c} $x #{y} {{.Names}}'");
    assertValue("~", "~");
  }

  @Test
  void writesADollarBraceForTwoDollars() {
    assertValue("$${HOME}/x", "$${HOME}/x".substring(1));
    assertValue("$${HOME}-${branch}", "'${HOME}-main'");
    assertValue("$$${branch}", "$${branch}");
  }

  @Test
  void endsAnExpressionAtItsOwnBrace() {
    assertValue("\"${{'}': 'x}'}['}'] + '\\\\'' }!\"", "'x}'!'");
    assertValue("${r'\\' + \"}\"}.", "'\\}.'");
  }

  @Test
  void makesASlug() {
    assertValue("${slug('Feature/ABC_1')}", "'feature-abc-1'");
    assertInvalid("key: ${slug('/')}", "1:8: `slug` needs a text with a letter or a digit");
    assertInvalid("key: ${slug(names)}", "1:8: `slug` takes one text");
  }

  @Test
  void takesDefaults() {
    assertValue("${nosuch!'x'}", "'x'");
    assertValue("${env.NOSUCH!'x'}", "'x'");
    assertValue("${none!5}", "5");
    assertValue("${(sizes.nosuch)!count}", "3");
  }

  @Test
  void saysWhichVariableIsUnknown() {
    assertInvalid("key: ci-${brnch}", "1:11: unknown variable `brnch`; did you mean `branch`?");
    assertInvalid("key: 'it''s ${x.y[0]}'", "1:15: unknown variable `x`");
    assertInvalid("key: |\n  one\n    two ${names?join(sep)}\n", "3:22: unknown variable `sep`");
    assertThat(evaluate("key: ${xyz}").diagnostics().get(0).hint())
        .contains("declare it under `vars`, or give a default: `${name!\"…\"}`");
  }

  @Test
  void saysWhatHasNoValue() {
    assertInvalid(
        "key: ${env.VC_USR}",
        "1:8: the environment variable `VC_USR` is not set; did you mean `VC_USER`?");
    assertInvalid("key: ${none}", "1:8: the variable `none` is null");
    assertInvalid("key: ${sizes.ram}", "1:8: `sizes.ram` has no value");
    assertInvalid("key: ${names[7]}", "1:8: `names[7]` has no value");
  }

  @Test
  void explainsAMistakeInTheForm() {
    assertInvalid("key: a ${x +} b", "1:13: the expression ends too early");
    assertInvalid("key: ${}", "1:6: there is nothing between `${` and `}`");
    assertInvalid("key: ${branch", "1:6: this `${` is never closed with `}`");
    assertInvalid("key: ${(branch}", "1:8: this `(` is not closed before `}`");
    assertInvalid("key: ${branch)}", "1:14: nothing opens this `)`");
    assertInvalid("key: ${'abc}", "1:8: this quote is never closed");
    assertInvalid("key: ${branch count}", "1:15: `count` does not fit here in the expression");
    assertInvalid("key: ${1 +* 2}", "1:11: `*` does not fit here in the expression");
    assertInvalid("key: ${branch?upper}", "1:15: unknown built-in `?upper`");
    assertInvalid(
        "key: ${names?jion(',')}", "1:14: unknown built-in `?jion`; did you mean `?join`?");
  }

  @Test
  void explainsAMistakeOfType() {
    assertInvalid("key: ${branch.x}", "1:8: `branch` is a text, but a mapping is needed here");
    assertInvalid(
        "key: ${branch?then(1, 2)}", "1:8: `branch` is a text, but a boolean is needed here");
    assertInvalid("key: ${-branch}", "1:9: `branch` is a text, but a number is needed here");
    assertInvalid("key: ${branch > 3}", "1:8: a text and a number cannot be compared");
    assertInvalid("key: ${branch?number}", "1:6: \"main\" is no number");
    assertInvalid("key: ${count / 0}", "1:6: division by zero");
    assertInvalid(
        "key: a-${names}",
        "1:8: a list cannot stand inside a text; `?join(\",\")` makes a text of it");
    assertInvalid("key: a-${sizes}", "1:8: a mapping cannot stand inside a text");
    assertInvalid(
        "key: ${slug}",
        "1:6: this expression is no text, number, boolean, list or mapping; does it lack its"
            + " `(…)`?");
  }

  @Test
  void findsTheMistakesOfAllScalarsAndExpressions() {
    assertInvalid(
        "key: [\"${first}-${second}\", {a: \"${x +}\"}]",
        "1:10: unknown variable `first`",
        "1:19: unknown variable `second`",
        "1:39: the expression ends too early");
  }

  @Test
  void showsItsOwnFormToPeopleWhoComeFromAnsible() {
    assertInvalid(
        "key: \"ci-{{ branch }}\"", "1:10: `{{ branch }}` is Ansible's form; write `${branch}`");
    assertValue("\"${'{'}{ branch }}\"", "'{{ branch }}'");
    assertValue("\"${{'a': {'b': 1}}.a.b}\"", "1");
  }

  @Test
  void keepsDirectivesToFiles() {
    assertInvalid(
        "key: \"<#if flag>a</#if>\"",
        "1:7: `<#if` works only in a file under `templates/`",
        "1:18: `</#if` works only in a file under `templates/`");
  }

  @Test
  void reachesNoClassAndNoClock() {
    assertInvalid("key: ${'x'?new()}", "1:11: `?new` is not available here");
    assertInvalid("key: ${names?api.size()}", "1:13: `?api` is not available here");
    assertInvalid("key: ${'count'? eval}", "1:15: `?eval` is not available here");
    assertInvalid("key: ${\"${'x'?interpret}\"}", "1:14: `?interpret` is not available here");
    assertInvalid("key: ${.now}", "1:8: `.now` is not available here");
    assertInvalid("key: ${ .data_model.branch}", "1:9: `.data_model` is not available here");
    assertInvalid("key: ${branch.class}", "1:8: `branch` is a text, but a mapping is needed here");
    assertInvalid("key: ${names.class}", "1:8: `names` is a list, but a mapping is needed here");
    assertInvalid("key: ${sizes.class}", "1:8: `sizes.class` has no value");
  }

  @Test
  void boundsWhatRunsAway() {
    assertInvalid("key: ${(1..)?join(',')}", "1:10: this range has no end");
    assertInvalid(
        "key: ${1..200000}", "1:6: the value of this expression has more than 100000 parts");
    assertInvalid(
        "key: ${" + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "}",
        "1:6: this expression is nested too deep");
  }

  @Test
  void marksWhatReadASecret() {
    Scalar password = (Scalar) evaluate("x-${env.VC_PASSWORD}", VARIABLES).get();
    assertThat(password.text()).isEqualTo("x-hunter2");
    assertThat(password.sensitive()).isTrue();
    assertThat(password.provenance().sources()).containsExactly("environment VC_PASSWORD");
    assertThat(password).hasToString("(sensitive)");
    Scalar pin = (Scalar) evaluate("${pin?length}${branch}", VARIABLES).get();
    assertThat(pin.sensitive()).isTrue();
    assertThat(pin.provenance().sources())
        .containsExactlyInAnyOrder("variable pin", "variable branch");
    assertThat(((Scalar) evaluate("${branch}", VARIABLES).get()).sensitive()).isFalse();
  }

  @Test
  void carriesASecretThroughAVariable() {
    Node password = evaluate("${env.VC_PASSWORD}", VARIABLES).get();
    Variables more =
        VARIABLES.with(
            "db",
            new Mapping(
                List.of(new Mapping.Entry((Scalar) yaml("pass"), password)), password.span()));
    assertThat(((Scalar) evaluate("${db.pass}", more).get()).sensitive()).isTrue();
  }

  @Test
  void showsNoSecretInAMessage() {
    assertInvalid(
        "key: ${env.VC_PASSWORD?number}",
        "1:6: this expression failed; how is not shown, because it reads a secret");
  }

  @Test
  void leavesAScalarWithAMistakeAsItWas() {
    Checked<Node> checked = evaluate("a: ${nosuch}\nb: ${count}\n");
    assertThat(shown(checked.get())).isEqualTo("{a: ${nosuch}, b: 3}");
    assertThat(checked.hasErrors()).isTrue();
  }

  @Test
  void refusesAnExpressionInAKey() {
    assertInvalid("{\"a-${branch}\": 1, '$${x}': 2}", "1:5: an expression cannot stand in a key");
  }

  @Test
  void evaluatesNothingTwice() {
    Node once = evaluate("[\"$${nosuch}\", \"${'$' + '{nosuch}'}\"]").get();
    assertThat(Evaluator.evaluate(once, VARIABLES).diagnostics()).isEmpty();
    assertThat(shown(Evaluator.evaluate(once, VARIABLES).get()))
        .isEqualTo("['${nosuch}', '${nosuch}']");
  }

  static Node yaml(String text) {
    Checked<Node> checked = Parser.parse(new SourceFile("site.yml", text));
    assertThat(checked.diagnostics()).isEmpty();
    return checked.get();
  }

  private static Checked<Node> evaluate(String yaml) {
    return evaluate(yaml, VARIABLES);
  }

  static Checked<Node> evaluate(String yaml, Variables variables) {
    return Evaluator.evaluate(yaml(yaml), variables);
  }

  private static void assertValue(String yaml, String expected) {
    Checked<Node> checked = evaluate(yaml);
    assertThat(checked.diagnostics()).isEmpty();
    assertThat(shown(checked.get())).isEqualTo(expected);
  }

  private static void assertInvalid(String yaml, String... expected) {
    assertThat(shown(evaluate(yaml).diagnostics())).containsExactly(expected);
  }

  static List<String> shown(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(d -> d.span().orElseThrow() + ": " + d.message())
        .map(text -> text.replace("site.yml:", ""))
        .toList();
  }

  static String shown(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.style() == Scalar.Style.QUOTED ? "'" + scalar.text() + "'" : scalar.text();
    }
    if (node instanceof Pending pending) {
      return "pending" + pending.references();
    }
    List<String> parts = new ArrayList<>();
    if (node instanceof Sequence list) {
      list.items().forEach(item -> parts.add(shown(item)));
      return "[" + String.join(", ", parts) + "]";
    }
    ((Mapping) node).entries().forEach(e -> parts.add(e.name() + ": " + shown(e.value())));
    return "{" + String.join(", ", parts) + "}";
  }
}
