package dev.provision.cli.text;

import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Diagnostics as people and editors read them. Used by one thread.
 *
 * <pre>
 * site.yml:12:7: error: unknown field `memroy`; did you mean `memory`?
 *       memroy: 2 GiB
 *       ^^^^^^
 *   hint: known here: memory, vcpus
 * </pre>
 */
public final class DiagnosticText {
  /** Longer lines are cut, so that the caret stays in sight. */
  private static final int WIDTH = 100;

  private static final String INDENT = "    ";

  private final Function<String, Optional<SourceFile>> sources;
  private final Style style;

  /** Of the files that were shown. */
  private final Map<String, List<String>> lines = new HashMap<>();

  /**
   * @param sources the text of a file, by its name in spans; empty when it must not be shown
   */
  public DiagnosticText(Function<String, Optional<SourceFile>> sources) {
    this(sources, Style.PLAIN);
  }

  public DiagnosticText(Function<String, Optional<SourceFile>> sources, Style style) {
    this.sources = sources;
    this.style = style;
  }

  /** All of them, in their order; empty for none. */
  public String of(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      append(diagnostic, out);
    }
    return out.toString();
  }

  private void append(Diagnostic diagnostic, StringBuilder out) {
    String severity = diagnostic.isError() ? style.red("error:") : style.yellow("warning:");
    diagnostic
        .span()
        .ifPresent(span -> out.append(style.bold(plain(span.toString()) + ":")).append(' '));
    out.append(severity).append(' ').append(plain(diagnostic.message())).append('\n');
    diagnostic.span().ifPresent(span -> excerpt(span, out));
    for (Diagnostic.Related related : diagnostic.related()) {
      out.append("  ")
          .append(plain(related.span().toString()))
          .append(": ")
          .append(plain(related.message()))
          .append('\n');
      excerpt(related.span(), out);
    }
    diagnostic
        .hint()
        .ifPresent(
            hint -> out.append("  " + style.cyan("hint:") + " ").append(plain(hint)).append('\n'));
  }

  /** Appends the line of a position and a caret below it; nothing when there is no line. */
  private void excerpt(Span span, StringBuilder out) {
    List<String> all = span.line() == 0 ? List.of() : lines(span.file());
    String line = span.line() > all.size() || all.isEmpty() ? "" : all.get(span.line() - 1);
    if (line.isBlank()) {
      return;
    }
    int length = line.codePointCount(0, line.length());
    int start = Math.min(span.column() - 1, length);
    int end = span.endLine() > span.line() ? length : span.endColumn() - 1;
    end = Math.max(start + 1, Math.min(end, length));
    int from = start < WIDTH - 20 ? 0 : start - WIDTH / 2;
    int to = Math.min(length, from + WIDTH);
    int first = line.offsetByCodePoints(0, from);
    String part = line.substring(first, line.offsetByCodePoints(first, to - from));
    out.append(INDENT).append(from > 0 ? "…" : "");
    part.codePoints().map(DiagnosticText::shown).forEach(out::appendCodePoint);
    out.append(to < length ? "…" : "");
    out.append('\n').append(INDENT).append(" ".repeat(start - from + (from > 0 ? 1 : 0)));
    out.append(style.cyan("^".repeat(Math.max(1, Math.min(end, to) - start)))).append('\n');
  }

  private List<String> lines(String file) {
    return lines.computeIfAbsent(
        file, name -> sources.apply(name).map(SourceFile::lines).orElse(List.of()));
  }

  /** A tab takes one column, and nothing in a file can steer the terminal. */
  private static int shown(int codePoint) {
    return codePoint == '\t' ? ' ' : Style.isSteering(codePoint) ? '?' : codePoint;
  }

  private static String plain(String text) {
    return text.codePoints()
        .map(c -> c == '\n' ? c : shown(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
