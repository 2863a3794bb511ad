package dev.provision.template;

import static dev.provision.template.EvaluatorTest.evaluate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.syntax.Provenance;
import dev.provision.syntax.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the template library throws beside its declared exceptions is the mistake of whoever wrote
 * the template, with its place.
 */
class LibraryFaultTest {
  private static final Variables VARIABLES = Variables.of(Map.of()).with("name", "web");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a\\n<#return 1> | x.ftl:2:1: `<#return>` works only inside of a function or a macro",
        "<#macro m><#nested></#macro><@m><#return></@m> |"
            + " x.ftl:1:33: a return instruction can only occur inside a macro or function",
        "<#stop 'here'> | x.ftl:1:1: here",
        "<#macro m><#break></#macro><#list [1] as i><@m/></#list> |"
            + " x.ftl:1:11: <#break> must be nested inside a directive that supports it:"
            + " #list with \"as\", #items, #switch (or the deprecated #foreach)",
        "<#list [1] as i><#macro m><#continue></#macro></#list> |"
            + " x.ftl:1:1: `<#macro>` cannot stand here",
        "<#function f x><#return f(x + 1)></#function>${f(1)} |"
            + " x.ftl: this template calls or includes itself without end",
      })
  void namesADirectiveThatStandsAlone(String template, String message) throws IOException {
    List<String> shown = rendered(template.replace("\\n", "\n"));
    assertThat(shown).hasSize(1);
    if (!message.endsWith("cannot stand here")) {
      assertThat(shown).containsExactly(message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<#recurse>",
        "<#visit name>",
        "<#fallback>",
        "<#nested>",
        "<#setting locale='xx_yy_zz_?'>${1?string.currency}",
        "<#setting time_zone='nowhere'>",
        "<#setting number_format='@nosuch'>${1}",
        "<#setting number_format='%%%;;;#'>${1.5}",
        "<#setting classic_compatible=true>",
        "<#ftl encoding='nosuch'>x",
        "<#import 'nosuch.ftl' as n>",
        "<#include name?string[0..9]>",
        "<#attempt><#return></#attempt>",
        "${'('?matches('(')}",
        "${'x'?replace('(', '', 'r')}",
        "${'2020'?date('qqqq')}",
        "${'2020-13-77'?datetime.iso}",
        "${1?string('@nosuch')}",
        "${'a'?url('nosuch')}",
        "${'[['?eval_json}",
        "${'x'?eval}",
        "${name?new()}",
        "${'a'?number?abs}",
        "${[1, 'a']?sort?join('')}",
        "${[1]?chunk(0)?size}",
        "${name[5]}",
        "${name?substring(7)}",
        "${(1..)?join(',')}",
        "${1 % 0}",
        "${-5 % 0.0}",
        "${9999999999?char}",
        "${0?lower_abc}",
        "${'a'?ensure_starts_with('(', '$9')}",
        "${'a'?replace('a', '$9', 'r')}",
        "<@name/>",
        "<#list name as x></#list>y",
      })
  void tellsEveryOtherMistakeWithItsPlace(String template) throws IOException {
    for (String shown : rendered(template)) {
      assertThat(shown).as(template).startsWith("x.ftl").doesNotContain("freemarker", "java.");
    }
  }

  @Test
  void pointsAtAnExpressionThatTheLibraryCannotWorkOut() {
    for (String expression :
        List.of("'x'?replace('x', '$9', 'r')", "('[' + ''?left_pad(200000, '['))?eval_json")) {
      List<Diagnostic> found = evaluate("\"${" + expression + "}\"", VARIABLES).diagnostics();

      assertThat(found).as(expression).hasSize(1);
      assertThat(found.get(0).span().orElseThrow().line()).isEqualTo(1);
    }
  }

  @Test
  void leavesAFaultOfOursAFault() {
    assertThat(LibraryFault.is(new IllegalStateException("ours"))).isFalse();
  }

  private List<String> rendered(String template) throws IOException {
    Files.writeString(folder.resolve("x.ftl"), template);
    Span span = new Span("site.yml", 3, 5, 3, 10);
    Scalar name = Scalar.of("x.ftl", Scalar.Style.PLAIN, span, Provenance.LITERAL);
    return new Templates(folder.resolve("site.yml"))
        .render(name, VARIABLES).diagnostics().stream()
            .map((Diagnostic d) -> d.span().orElseThrow() + ": " + d.message())
            .map(text -> text.replace(folder + "/", "").replace("site.yml:3:5: x.ftl", "x.ftl"))
            .toList();
  }
}
