package dev.provision.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosticTextTest {
  private static Span at(int line, int column, int endColumn) {
    return new Span("site.yml", line, column, line, endColumn);
  }

  private static String shown(String text, Diagnostic... diagnostics) {
    SourceFile source = new SourceFile("site.yml", text);
    return new DiagnosticText(
            name -> name.equals("site.yml") ? Optional.of(source) : Optional.empty())
        .of(List.of(diagnostics));
  }

  @Test
  void showsThePlaceTheLineACaretAndTheHint() {
    Diagnostic unknown =
        Diagnostic.error("unknown field `memroy`; did you mean `memory`?", at(2, 3, 9))
            .withHint("known here: memory, vcpus");

    assertThat(shown("small:\n  memroy: 2 GiB\n", unknown))
        .isEqualTo(
            """
            site.yml:2:3: error: unknown field `memroy`; did you mean `memory`?
                  memroy: 2 GiB
                  ^^^^^^
              hint: known here: memory, vcpus
            """);
  }

  @Test
  void showsEveryRelatedPlaceWithItsLine() {
    Diagnostic twice =
        Diagnostic.error("`a` is here twice", at(2, 1, 2))
            .withRelated(List.of(new Diagnostic.Related("first here", at(1, 1, 2))));

    assertThat(shown("a: 1\na: 2\n", twice))
        .isEqualTo(
            """
            site.yml:2:1: error: `a` is here twice
                a: 2
                ^
              site.yml:1:1: first here
                a: 1
                ^
            """);
  }

  @Test
  void keepsTheCaretUnderItsPlaceAfterTabsAndCharactersOutsideTheFirstPlane() {
    assertThat(shown("\t😀 x: 1\n", Diagnostic.error("bad", at(1, 4, 5))))
        .isEqualTo("site.yml:1:4: error: bad\n     😀 x: 1\n       ^\n");
  }

  @Test
  void pointsBehindTheEndOfALineThatIsTooShort() {
    assertThat(shown("a\n", Diagnostic.error("bad", at(1, 9, 9))))
        .isEqualTo("site.yml:1:9: error: bad\n    a\n     ^\n");
  }

  @Test
  void underlinesTheFirstLineOfAPlaceThatHasSeveral() {
    Diagnostic bad = Diagnostic.error("bad", new Span("site.yml", 1, 4, 3, 2));

    assertThat(shown("a: [1,\n2,\n3]\n", bad))
        .isEqualTo("site.yml:1:4: error: bad\n    a: [1,\n       ^^^\n");
  }

  @Test
  void cutsALongLineAroundTheCaret() {
    String line = "x".repeat(300) + "here" + "y".repeat(300);

    String[] lines = shown(line, Diagnostic.error("bad", at(1, 301, 305))).split("\n");

    assertThat(lines[1].strip()).startsWith("…x").endsWith("y…").hasSize(102);
    assertThat(lines[1].substring(lines[2].indexOf('^'), lines[2].length())).isEqualTo("here");
  }

  @Test
  void cutsALineOfMegabytesAroundEachOfManyCarets() {
    String line = "a: " + "ä".repeat(2_000_000) + " memroy" + "x".repeat(2_000_000);
    Diagnostic one = Diagnostic.error("unknown", at(1, 2_000_005, 2_000_011));

    String shown = shown(line + "\n", Collections.nCopies(100, one).toArray(new Diagnostic[0]));

    assertThat(shown)
        .isEqualTo(
            """
            site.yml:1:2000005: error: unknown
                …%s memroy%s…
                 %s^^^^^^
            """
                .formatted("ä".repeat(49), "x".repeat(44), " ".repeat(50))
                .repeat(100));
  }

  @Test
  void letsNothingSteerTheTerminal() {
    String red = "\u001b[31m";

    assertThat(shown("a: " + red + "\n", Diagnostic.error("found " + red, at(1, 1, 2))))
        .isEqualTo("site.yml:1:1: error: found ?[31m\n    a: ?[31m\n    ^\n");
  }

  @Test
  void showsAMistakeWithoutAPlaceAndOneInAFileThatCannotBeShown() {
    assertThat(
            shown(
                "",
                Diagnostic.error("no variable `x` is declared"),
                Diagnostic.warning("old", Span.of("other.yml")),
                Diagnostic.error("gone", new Span("other.yml", 3, 1, 3, 2))))
        .isEqualTo(
            """
            error: no variable `x` is declared
            other.yml: warning: old
            other.yml:3:1: error: gone
            """);
  }
}
