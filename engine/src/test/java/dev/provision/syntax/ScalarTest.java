package dev.provision.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScalarTest {
  @Test
  void findsAPartOfAPlainText() {
    assertPlace("key: ci-${x}", "${", "1:9");
  }

  @Test
  void findsAPartBehindQuotesAndEscapes() {
    assertPlace("key: \"ci-${x}\"", "${", "1:10");
    assertPlace("key: 'it''s ${x}'", "${", "1:13");
    assertPlace("key: \"a\\tb \\u00fc \\\" ${x}\"", "${", "1:22");
    assertPlace("key: \"\\U0001F600${x}\"", "${", "1:17");
  }

  @Test
  void findsAPartOnALaterLine() {
    assertPlace("key: one\n  two ${x}", "${", "2:7");
    assertPlace("key: \"one\n\n   two \\\n   ${x}\"", "${", "4:4");
    assertPlace("key: |\n  one\n    two\n\n  three ${x}\n", "${", "5:9");
    assertPlace("key: >-\n  one\n  two ${x}\n", "${", "3:7");
    assertPlace("key: |2 # comment ${\n   one\n  two ${x}\n", "${", "3:7");
  }

  @Test
  void findsAPartBehindAnAnchorAndATag() {
    assertPlace("key: &a !!str ci-${x}", "${", "1:18");
  }

  @Test
  void countsCodePoints() {
    assertPlace("key: \uD83D\uDE00${x}", "${", "1:7");
  }

  @Test
  void givesTheWholePlaceWhereNothingWasWritten() {
    Span span = new Span("site.yml", 3, 4, 3, 9);
    Scalar made = Scalar.of("a b", Scalar.Style.QUOTED, span, Provenance.LITERAL);
    assertThat(made.at(1, 2)).isEqualTo(span);
  }

  @Test
  void hidesASecret() {
    Scalar secret =
        Scalar.of(
            "hunter2",
            Scalar.Style.QUOTED,
            Span.of("site.yml"),
            new Provenance(Set.of("environment VC_PASSWORD"), true));
    assertThat(secret).hasToString("(sensitive)");
  }

  private static void assertPlace(String yaml, String part, String expected) {
    Mapping root = (Mapping) Parser.parse(new SourceFile("site.yml", yaml)).get();
    Scalar scalar = (Scalar) root.get("key").orElseThrow();
    int start = scalar.text().indexOf(part);
    Span span = scalar.at(start, start + part.length());
    assertThat(span).hasToString("site.yml:" + expected);
    assertThat(span.endColumn()).isEqualTo(span.column() + part.length());
  }
}
