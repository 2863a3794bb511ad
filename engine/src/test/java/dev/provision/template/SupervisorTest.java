package dev.provision.template;

import static dev.provision.template.EvaluatorTest.evaluate;
import static dev.provision.template.EvaluatorTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.Node;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an expression or a template says, it ends soon. */
class SupervisorTest {
  private static final Duration SOON = Duration.ofMillis(150);

  @TempDir Path folder;

  private static Variables variables() {
    return variables(
        new Supervisor(
            SOON, thread -> ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId())));
  }

  private static Variables variables(Supervisor supervisor) {
    return Variables.of(Map.of(), supervisor).with("n", 40_000_000).with("name", "web");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(1..n)?filter(x -> x < 0)?size",
        "(1..n)?map(x -> 'a')?filter(x -> x == 'b')?join(',')",
        "'x'?left_pad(400000000)?replace('x', 'yy')?length",
        "(1..n)?join(',')?length",
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac'?matches('((a|a)*)*b\\\\\\\\1?')?c"
      })
  void endsAnExpressionThatGoesOnAndOn(String expression) {
    String text = "a ${" + expression + "}";

    Checked<Node> checked = evaluate("\"" + text + "\"", variables());

    assertThat(checked.value()).isEmpty();
    assertThat(checked.diagnostics()).hasSize(1);
    Diagnostic only = checked.diagnostics().get(0);
    assertThat(only.span().orElseThrow().column()).isEqualTo(4);
    assertThat(only.message())
        .isIn("this expression takes too long", "this expression needs more memory than there is");
  }

  @Test
  void pointsIntoATemplateThatGoesOnAndOn() throws IOException {
    Files.writeString(
        folder.resolve("x.ftl"),
        "name: ${name}\ncount: <#if (1..n)?filter(x -> x < 0)?has_content>1</#if>\n");
    Scalar name =
        Scalar.of(
            "x.ftl", Scalar.Style.PLAIN, new Span("site.yml", 3, 5, 3, 10), Provenance.LITERAL);

    Checked<Node> rendered = new Templates(folder.resolve("site.yml")).render(name, variables());

    assertThat(rendered.diagnostics()).hasSize(1);
    Diagnostic only = rendered.diagnostics().get(0);
    assertThat(only.span().orElseThrow()).hasToString(folder.resolve("x.ftl") + ":2:8");
    assertThat(only.message()).isEqualTo("this template takes too long");
    assertThat(only.hint())
        .contains("a range, a regular expression or a padding in it is too large");
  }

  @Test
  void triesNoMoreAfterTwoThatWereLate() {
    Variables variables = variables();
    String late = "${(1..n)?filter(x -> x < 0)?size}";

    Checked<Node> all = evaluate("['a" + late + "', 'b" + late + "', 'c${1 + 1}']", variables);

    assertThat(shown(all.diagnostics()))
        .containsExactly(
            "1:4: this expression takes too long",
            "1:42: this expression takes too long",
            "1:80: this expression was not tried: others before took too long");
  }

  @Test
  void waitsForOneThatGetsNoTimeToRun() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    Supervisor supervisor =
        new Supervisor(
            Duration.ofMillis(30),
            thread -> {
              goOn.countDown();
              return 1_000_000;
            });

    assertThat(
            supervisor.run(
                () -> {
                  goOn.await();
                  return "done";
                }))
        .contains("done");
  }

  @Test
  void keepsTheNumbersOnAPage() {
    assertThat(shown(evaluate("${'1e999999999'?number + 1}", variables()).diagnostics()))
        .containsExactly("1:1: \"1e999999999\" is no number");
    String square = "(" + "7".repeat(600) + " * " + "7".repeat(600) + ")";
    assertThat(shown(evaluate("${" + square + "}", variables()).diagnostics()))
        .containsExactly("1:1: this number has more than 1000 digits");
  }
}
