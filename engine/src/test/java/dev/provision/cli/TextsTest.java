package dev.provision.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.cli.text.Columns;
import dev.provision.cli.text.DiagnosticText;
import dev.provision.cli.text.Redaction;
import dev.provision.cli.text.Repeats;
import dev.provision.cli.text.Style;
import dev.provision.cli.text.Terminal;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Style, Columns, Terminal, Redaction, Repeats: what all texts are made with. */
class TextsTest {
  @Test
  void drawsATableAsNovaDoes() {
    assertThat(
            Columns.box(
                List.of("ID", "Name"), List.of(List.of("1", "web"), List.of("2", "database"))))
        .isEqualTo(
            """
            +----+----------+
            | ID | Name     |
            +----+----------+
            | 1  | web      |
            | 2  | database |
            +----+----------+
            """);
  }

  @Test
  void wrapsAtSpaces() {
    assertThat(Columns.wrap("one two three incomprehensibilities x", 9))
        .containsExactly("one two", "three", "incomprehensibilities", "x");
    assertThat(Columns.wrap("", 9)).containsExactly("");
  }

  @Test
  void writesControlCharactersAsEscapes() {
    assertThat(Style.oneLine("a\nb\tc\u001b[0m\u007f\u0085\u2028ö€"))
        .isEqualTo("a\\nb\\tc\\u001b[0m\\u007f\\u0085\\u2028ö€");
    assertThat(Style.lines("a\nb\u0007\n")).isEqualTo("a\nb\\u0007\n");
    assertThat(Style.oneLine("plain")).isEqualTo("plain");
  }

  @Test
  void cutsWithAnEllipsis() {
    assertThat(Style.fit("12345", 5)).isEqualTo("12345");
    assertThat(Style.fit("123456", 5)).isEqualTo("1234…");
  }

  @Test
  void coloursOnlyWhereItMay() {
    assertThat(new Style(true).red("x")).isEqualTo("\u001b[31mx\u001b[0m");
    assertThat(new Style(true).red("")).isEmpty();
    assertThat(Style.PLAIN.red("x")).isEqualTo("x");
  }

  @Test
  void takesTheTerminalsSizeFromTheEnvironmentFirst() {
    assertThat(Terminal.of(true, "50 120", Map.of())).isEqualTo(new Terminal(true, 120, 50));
    assertThat(Terminal.of(true, "50 120", Map.of("COLUMNS", "80", "LINES", "x")))
        .isEqualTo(new Terminal(true, 80, 50));
    assertThat(Terminal.of(true, "", Map.of("TERM", "dumb", "COLUMNS", "0")))
        .isEqualTo(new Terminal(false, 100, 24));
    assertThat(Terminal.of(false, "0 0", Map.of())).isEqualTo(Terminal.NONE);
  }

  @Test
  void masksSecretsAsTheyAreAndAsJsonAndOneLineWriteThem() {
    Redaction redaction = new Redaction();
    redaction.add(List.of("abc", "hunter2", "hunter2-longer", "say \"x\"\nand y"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = redaction.around(bytes);

    out.print("abc hunter2 ");
    out.println("hunter2-longer say \\\"x\\\"\\nand y, say \"x\"\\nand y");

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("abc (sensitive) (sensitive) (sensitive), (sensitive)\n");
  }

  @Test
  void saysOnceWhatIsTrueOfAWholeGroup() {
    Span place = new Span("site.yml", 1, 1, 1, 2);
    Diagnostic other = Diagnostic.error("of `instance.web-1`", place);

    assertThat(
            Repeats.once(
                List.of(
                    Diagnostic.warning("of `instance.web-1` in `a`", place),
                    other,
                    Diagnostic.warning("of `instance.web-2` in `a`", place),
                    Diagnostic.warning("of `instance.web-2` in `a`", place),
                    Diagnostic.warning("of `instance.web-3` in `a`", place),
                    Diagnostic.warning("of `instance.web-4` in `a`", place),
                    Diagnostic.warning("of `instance.web-5` in `a`", place))))
        .containsExactly(
            Diagnostic.warning(
                "of `instance.web-1` in `a`; the same for `instance.web-2`, `instance.web-3`,"
                    + " `instance.web-4` and 1 more",
                place),
            other);
  }

  @Test
  void coloursDiagnosticsOnATerminal() {
    SourceFile file = new SourceFile("site.yml", "name: x\n");
    DiagnosticText text = new DiagnosticText(name -> Optional.of(file), new Style(true));

    assertThat(
            text.of(
                List.of(
                    Diagnostic.error("wrong", new Span("site.yml", 1, 1, 1, 5))
                        .withHint("do better"))))
        .isEqualTo(
            """
            \u001b[1msite.yml:1:1:\u001b[0m \u001b[31merror:\u001b[0m wrong
                name: x
                \u001b[36m^^^^\u001b[0m
              \u001b[36mhint:\u001b[0m do better
            """);
  }
}
