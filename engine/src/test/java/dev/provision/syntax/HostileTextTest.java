package dev.provision.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the text, there is a tree or a diagnostic with a place in the file. */
class HostileTextTest {
  private static final String PLAYBOOK =
      """
      name: ci-${branch}   # the environment
      vars: {branch: main, "web count": 2, x: &x [1, 'it''s', *y]}
      base: &y
        ram: 2 GiB
        text: "a\\tb \\u00fc ${x}"
      instances:
        web:
          <<: *y
          count: ${n}
          user_data: |
            #cloud-config
            a: {{ x }}
          list:
            - one
            - {two: three}
            - >-
              folded
              text
      """;

  private static final String SIGNS =
      "{}[]:,-?&*!|>'\"%@`#$~ \t\n\r\\\u0000\u0007\u0085\u2028ü<=.0U";

  @Test
  void survivesEveryCut() {
    for (int i = 0; i <= PLAYBOOK.length(); i++) {
      assertSane(PLAYBOOK.substring(0, i));
      assertSane(PLAYBOOK.substring(i));
    }
  }

  @Test
  void survivesRandomChanges() {
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(PLAYBOOK);
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(text.length());
        char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, sign);
          case 1 -> text.insert(at, sign);
          default -> text.deleteCharAt(at);
        }
      }
      assertSane(text.toString());
    }
  }

  @Test
  void survivesSignsAlone() {
    Random random = new Random(43);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(24);
      for (int i = 0; i < length; i++) {
        text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
      }
      assertSane(text.toString());
    }
  }

  private static void assertSane(String text) {
    SourceFile file = new SourceFile("site.yml", text);
    Checked<Node> checked = Parser.parse(file);
    assertThat(checked.value().isPresent() || checked.hasErrors()).as(text).isTrue();
    int lines = (int) text.chars().filter(c -> "\n\r\u0085\u2028".indexOf(c) >= 0).count() + 1;
    for (Diagnostic diagnostic : checked.diagnostics()) {
      Span span = diagnostic.span().orElseThrow();
      assertThat(span.line()).as(text + diagnostic).isBetween(1, lines + 1);
      assertThat(diagnostic.message()).as(text).doesNotContain("null", "java.", "snakeyaml");
    }
    checked.value().ifPresent(HostileTextTest::assertPlaces);
  }

  private static void assertPlaces(Node node) {
    if (node instanceof Scalar scalar) {
      for (int i = 0; i < Math.min(3, scalar.text().length()); i++) {
        Span part = scalar.at(i, i + 1);
        assertThat(part.line()).isBetween(scalar.span().line(), scalar.span().endLine());
      }
    } else if (node instanceof Sequence list) {
      list.items().forEach(HostileTextTest::assertPlaces);
    } else {
      ((Mapping) node).entries().forEach(entry -> assertPlaces(entry.value()));
    }
  }
}
