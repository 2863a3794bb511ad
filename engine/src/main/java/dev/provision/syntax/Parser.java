package dev.provision.syntax;

import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.Span;
import dev.provision.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document. Uses only the events of the library: it gives nothing a type, and
 * refuses what the library's own composer accepts (duplicate keys, unknown tags, cycles).
 *
 * <p>After a syntax error it leaves out the part with the error and reads the rest again, so that
 * one run reports the mistakes of all parts.
 */
public final class Parser {
  private static final int MOST_SYNTAX_ERRORS = 20;

  private Parser() {}

  /** Reads a playbook. */
  public static Checked<Node> parse(SourceFile source) {
    return parse(source, "playbook");
  }

  /**
   * @param what the noun for the file in the message that it is empty
   */
  public static Checked<Node> parse(SourceFile source, String what) {
    Optional<Diagnostic> unprintable = unprintable(source);
    if (unprintable.isPresent()) {
      return Checked.failed(unprintable.get());
    }
    List<Diagnostic> found = new ArrayList<>();
    String text = source.text();
    for (int errors = 0; errors < MOST_SYNTAX_ERRORS; errors++) {
      TreeBuilder builder = new TreeBuilder(source.name(), text, events(text), errors > 0);
      try {
        Optional<Node> root = builder.document();
        found.addAll(builder.diagnostics());
        if (errors > 0) {
          break;
        }
        if (root.isEmpty()) {
          found.add(
              Diagnostic.error("the " + what + " is empty", new Span(source.name(), 1, 1, 1, 1)));
          return Checked.failed(found);
        }
        return Checked.of(root.get(), sorted(found));
      } catch (TreeBuilder.TooMuch e) {
        found.addAll(builder.diagnostics());
        break;
      } catch (MarkedYAMLException e) {
        found.addAll(builder.diagnostics());
        Diagnostic error = SyntaxMessages.explain(e, source);
        addUnlessKnown(found, error);
        Optional<String> rest = SyntaxMessages.withoutBrokenPart(e, source, text);
        if (rest.isEmpty()) {
          break;
        }
        text = rest.get();
      } catch (YAMLException e) {
        found.addAll(builder.diagnostics());
        found.add(Diagnostic.error("this is no YAML from here on", builder.lastPlace()));
        break;
      } catch (IllegalArgumentException e) {
        // the library does not catch the exceptions of Integer.parseInt and Character.toChars
        found.addAll(builder.diagnostics());
        found.add(
            Diagnostic.error(
                "an escape in the double quotes after this is wrong", builder.lastPlace()));
        break;
      }
    }
    return Checked.failed(sorted(found));
  }

  private static ParserImpl events(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    return new ParserImpl(new WholeText(text), options);
  }

  /** A second message about a line that already has a better one is left out. */
  private static void addUnlessKnown(List<Diagnostic> found, Diagnostic error) {
    int line = error.span().map(Span::line).orElse(0);
    if (found.stream().noneMatch(d -> d.span().map(Span::line).orElse(-1) == line)) {
      found.add(error);
    }
  }

  /** In the order of the file, without duplicates: a part may have been read twice. */
  private static List<Diagnostic> sorted(List<Diagnostic> found) {
    Comparator<Diagnostic> byPlace =
        Comparator.comparing(
            d -> d.span().orElse(Span.of("")),
            Comparator.comparingInt(Span::line).thenComparingInt(Span::column));
    return found.stream().distinct().sorted(byPlace).toList();
  }

  /** Of the control characters, YAML allows only tabs and line ends. */
  private static Optional<Diagnostic> unprintable(SourceFile source) {
    String text = source.text();
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (!StreamReader.isPrintable(codePoint)) {
        int column = text.codePointCount(lineStart, i) + 1;
        String message =
            String.format(
                Locale.ROOT,
                "YAML does not allow the character U+%04X; in double quotes it is written `\\u%04X`",
                codePoint,
                codePoint);
        return Optional.of(
            Diagnostic.error(message, new Span(source.name(), line, column, line, column + 1)));
      }
      if (SourceFile.isLineEnd(text, i)) {
        line++;
        lineStart = i + 1;
      }
      i += Character.charCount(codePoint);
    }
    return Optional.empty();
  }
}
